package dev.kaptan.state.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The token of a cluster that began with a restore: it lies in the data directory and counts more
 * than the setting, which still names the old cluster.
 */
public final class ClusterToken {

    private ClusterToken() {}

    /** The directory's token, or else the setting. */
    public static String of(Path directory, String setting) throws IOException {
        var file = file(directory);
        return Files.exists(file) ? Files.readString(file).strip() : setting;
    }

    static void write(Path directory, String token) throws IOException {
        Files.writeString(file(directory), token + "\n");
        for (var path : new Path[] {file(directory), directory}) {
            try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("cluster-token");
    }
}
