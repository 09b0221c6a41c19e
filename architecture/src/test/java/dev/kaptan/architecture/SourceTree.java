package dev.kaptan.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java sources of every module, and only those. */
final class SourceTree {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private SourceTree() {}

    static List<Path> javaFiles() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(SourceTree::isSource).sorted().toList();
        }
    }

    static List<Path> mainFiles() throws IOException {
        return javaFiles().stream().filter(file -> file.toString().contains("/src/main/")).toList();
    }

    private static boolean isSource(Path file) {
        var name = ROOT.relativize(file).toString();
        return name.endsWith(".java") && name.contains("src/") && !name.contains("target/");
    }
}
