package dev.kaptan.agent.volume;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Checks a {@code hostPath} volume against its type, and makes what the type allows to make. */
final class HostPaths {
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;
    private static final int TYPE_BITS = 0170000;
    private static final int SOCKET = 0140000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private HostPaths() {}

    static Path prepare(HostPathVolumeSource source) throws IOException {
        var path = Path.of(source.getPath());
        var type = source.getType() == null ? "" : source.getType();
        switch (type) {
            case "" -> {
                if (!Files.exists(path)) {
                    Files.createDirectories(path); // as the engine would for a bind mount
                }
            }
            case "DirectoryOrCreate" -> createDirectory(path);
            case "FileOrCreate" -> createFile(path);
            case "Directory" -> require(Files.isDirectory(path), path, "a directory");
            case "File" -> require(Files.isRegularFile(path), path, "a file");
            case "Socket" -> require(kind(path) == SOCKET, path, "a socket file");
            case "CharDevice" ->
                    require(kind(path) == CHARACTER_DEVICE, path, "a character device");
            case "BlockDevice" -> require(kind(path) == BLOCK_DEVICE, path, "a block device");
            default -> throw VolumeException.of("hostPath type '" + type + "' is unknown");
        }
        return path;
    }

    private static void createDirectory(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path);
            AtomicDirectory.setMode(path, DIRECTORY_MODE);
        }
        require(Files.isDirectory(path), path, "a directory");
    }

    private static void createFile(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path);
            AtomicDirectory.setMode(path, FILE_MODE);
        }
        require(Files.isRegularFile(path), path, "a file");
    }

    private static int kind(Path path) throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        var mode = (Integer) Files.getAttribute(path, "unix:mode", new LinkOption[0]);
        return mode & TYPE_BITS;
    }

    private static void require(boolean met, Path path, String what) {
        if (!met) {
            throw VolumeException.of(
                    "hostPath type check failed: %s is not %s".formatted(path, what));
        }
    }
}
