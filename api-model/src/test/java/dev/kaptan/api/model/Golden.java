package dev.kaptan.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file; {@code -Dkaptan.rewrite=golden} writes the file instead. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void check(String name, String found) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = found.endsWith("\n") ? found : found + "\n";
        if (System.getProperty("kaptan.rewrite", "").equals("golden")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("make it with -Dkaptan.rewrite=golden").exists();
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
