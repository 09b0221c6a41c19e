package dev.kaptan.state.backup;

import dev.kaptan.state.codec.CheckedText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The token of a cluster that began with a restore: it lies in the data directory and counts more
 * than the setting, which still names the old cluster.
 */
public final class ClusterToken {

    private ClusterToken() {}

    /**
     * The directory's token, or else the setting.
     *
     * @throws IOException naming the file, if it is damaged
     */
    public static String of(Path directory, String setting) throws IOException {
        var file = file(directory);
        return Files.exists(file) ? CheckedText.read(file) : setting;
    }

    static void write(Path directory, String token) throws IOException {
        CheckedText.write(file(directory), token);
    }

    private static Path file(Path directory) {
        return directory.resolve("cluster-token");
    }
}
