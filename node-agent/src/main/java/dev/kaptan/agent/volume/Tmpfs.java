package dev.kaptan.agent.volume;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Directories in memory. Mounting needs rights that not every agent has. */
final class Tmpfs {
    private static final Path MOUNTS = Path.of("/proc/mounts");
    private static final int SECONDS = 10;

    private Tmpfs() {}

    /**
     * Mounts one unless it is mounted. Returns why it could not be, or null.
     *
     * @param sizeBytes null for the kernel's default, half of the memory
     */
    static @Nullable String mount(Path directory, @Nullable Long sizeBytes) throws IOException {
        Files.createDirectories(directory);
        if (below(directory).contains(directory)) {
            return null;
        }
        var options = sizeBytes == null ? "rw" : "size=" + sizeBytes;
        return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    }

    /** Unmounts what is mounted below a directory, innermost first. */
    static void unmountBelow(Path directory) throws IOException {
        for (var mounted : below(directory).reversed()) {
            var failure = run("umount", mounted.toString());
            if (failure != null) {
                throw new IOException("cannot unmount " + mounted + ": " + failure);
            }
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        if (!Files.exists(MOUNTS)) {
            return List.of();
        }
        return Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" ")[1].replace("\\040", " "))
                .map(Path::of)
                .filter(path -> path.startsWith(directory))
                .sorted()
                .toList();
    }

    private static @Nullable String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return command[0] + " does not end";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0 ? null : said.strip();
    }
}
