package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 file system in a file, mounted by loop device (loop(4)), so that one member's disk can be
 * filled and slowed down while everybody else's is well.
 *
 * <p>The file stays, for people to look at what a failed run has left.
 *
 * <p>Slow means that the file system is frozen (ioctl_fs(2), FIFREEZE) again and again: whatever
 * writes or syncs then waits inside the kernel until it is thawed, as behind a disk that is busy.
 */
final class Disk implements AutoCloseable {

    /** Sparse: it takes what is written. */
    private static final String SIZE = "512M";

    private static final int FROZEN_MILLIS = 200;
    private static final int THAWED_MILLIS = 40;
    private static final int PAGE = 4096;

    /** What the file system needs to note down that the rest is taken. */
    private static final long MARGIN = 1 << 20;

    private final Path image;
    private final Path directory;
    private final Path hog;
    private final Path rest;
    private @Nullable Thread brake;
    private volatile boolean slow;

    /** Makes it and mounts it at the directory, or fails with what the system says. */
    Disk(Path image, Path directory) throws IOException, InterruptedException {
        this.image = image;
        this.directory = directory;
        this.hog = directory.resolve("hog");
        this.rest = directory.resolve("hog-rest");
        Files.createDirectories(directory);
        Command.run("truncate", "--size=" + SIZE, image.toString());
        Command.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        Command.run("mount", "-o", "loop", image.toString(), directory.toString());
    }

    /** Why there can be none here, null if there can. */
    static @Nullable String problem() throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("state-proof-disk");
        try (var disk = new Disk(scratch.resolve("image"), scratch.resolve("mounted"))) {
            disk.freeze();
            disk.thaw();
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            Files.deleteIfExists(scratch.resolve("mounted"));
            Files.deleteIfExists(scratch.resolve("image"));
            Files.delete(scratch);
        }
    }

    /** Leaves no room at all. */
    void fill() throws IOException, InterruptedException {
        long free = Files.getFileStore(directory).getUsableSpace() - MARGIN;
        if (free > 0) {
            Command.run("fallocate", "--length=" + free, hog.toString());
        }
        try (OutputStream out = Files.newOutputStream(rest)) {
            while (true) {
                out.write(new byte[PAGE]);
            }
        } catch (IOException full) {
            // That is what was wanted.
        }
    }

    void slowDown() {
        slow = true;
        var thread = new Thread(this::brake, "slow disk");
        thread.start();
        brake = thread;
    }

    void heal() throws IOException, InterruptedException {
        slow = false;
        var thread = brake;
        if (thread != null) {
            thread.join();
            brake = null;
        }
        Files.deleteIfExists(rest);
        Files.deleteIfExists(hog);
    }

    /** Ends thawed: nothing that waits for a frozen disk can even be killed. */
    private void brake() {
        try {
            while (slow) {
                freeze();
                TimeUnit.MILLISECONDS.sleep(FROZEN_MILLIS);
                thaw();
                TimeUnit.MILLISECONDS.sleep(THAWED_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(directory + " may be frozen", e);
        }
    }

    private void freeze() throws IOException, InterruptedException {
        Command.run("fsfreeze", "--freeze", directory.toString());
    }

    private void thaw() throws IOException, InterruptedException {
        Command.run("fsfreeze", "--unfreeze", directory.toString());
    }

    @Override
    public void close() throws IOException {
        try {
            heal();
            Command.run("umount", directory.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(directory + " is still mounted", e);
        }
    }
}
