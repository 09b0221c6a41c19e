package dev.kaptan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.StringWrapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

class FormatTest {

    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.AOSP;
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(STYLE).build());

    @Test
    void everySourceIsFormattedAsGoogleJavaFormatWritesIt() throws Exception {
        var rewrite = "format".equals(System.getProperty("kaptan.rewrite"));
        var unformatted = new ArrayList<Path>();
        for (var file : SourceTree.javaFiles()) {
            var source = Files.readString(file);
            var formatted = formatted(file, source);
            if (!formatted.equals(source)) {
                if (rewrite) {
                    Files.writeString(file, formatted);
                } else {
                    unformatted.add(SourceTree.ROOT.relativize(file));
                }
            }
        }
        assertThat(unformatted)
                .as("rewrite with: mvn -pl architecture test -Dkaptan.rewrite=format")
                .isEmpty();
    }

    private static String formatted(Path file, String source) throws IOException {
        try {
            var ordered =
                    ImportOrderer.reorderImports(
                            RemoveUnusedImports.removeUnusedImports(source), STYLE);
            return StringWrapper.wrap(FORMATTER.formatSource(ordered), FORMATTER);
        } catch (FormatterException e) {
            throw new IOException(file + " does not parse", e);
        }
    }
}
