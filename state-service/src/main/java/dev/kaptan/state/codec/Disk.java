package dev.kaptan.state.codec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What has to be on the disk before anything else may rely on it. */
public final class Disk {

    private Disk() {}

    /** A file's content, or a directory's names. */
    public static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
