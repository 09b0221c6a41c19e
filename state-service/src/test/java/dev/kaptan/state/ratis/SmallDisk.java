package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A file system of 24 MB that others fill; a test that needs one is skipped where none may be
 * mounted.
 */
record SmallDisk(Path path) implements AutoCloseable {

    private static final int MOST_PAGES = 10_000;
    private static final int A_LITTLE = 256 << 10;

    static SmallDisk mount(Path path) throws IOException, InterruptedException {
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=24m", "kaptan-test", path.toString());
        assumeTrue(mounted, "file systems cannot be mounted here");
        return new SmallDisk(path);
    }

    /** Takes what is left of the disk. */
    Path fill() throws IOException {
        return fill("hog");
    }

    Path fill(String name) throws IOException {
        var hog = path.resolve(name);
        try (OutputStream out = Files.newOutputStream(hog)) {
            for (int pages = 0; pages < MOST_PAGES; pages++) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return hog;
    }

    /** Leaves room for small files, and not for a log file. */
    Path fillButALittle() throws IOException {
        var hog = fill();
        try (var file = FileChannel.open(hog, StandardOpenOption.WRITE)) {
            file.truncate(Math.max(0, file.size() - A_LITTLE));
        }
        return hog;
    }

    /**
     * Lazily, for Ratis leaves the log file open that it could not begin, until its garbage is
     * collected.
     */
    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", "-l", path.toString())).as("unmounted %s", path).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
