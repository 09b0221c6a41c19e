package dev.kaptan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SizeTest {

    private static final int LONGEST = 500;
    private static final int LONG = 220;

    @Test
    void noFileIsAGodFile() throws IOException {
        assertThat(SourceTree.javaFiles())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(lines(file))
                                .as("lines of " + file)
                                .isLessThanOrEqualTo(LONGEST));
    }

    @Test
    void nineFilesInTenAreShort() throws IOException {
        var files = SourceTree.mainFiles();
        var longOnes = files.stream().filter(file -> lines(file) > LONG).toList();

        assertThat(longOnes.size() * 10)
                .as("files over " + LONG + " lines: " + longOnes)
                .isLessThanOrEqualTo(files.size());
    }

    private static int lines(Path file) {
        try (var lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
