package dev.kaptan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

class DocumentsTest {

    private static final Pattern CLASS_NAME =
            Pattern.compile("`([a-z]+(?:\\.[a-z0-9]+)*\\.[A-Z]\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"docs/life-of-a-request.md", "docs/life-of-a-pod.md"})
    void everyClassThatADocumentNamesExists(String document) throws IOException {
        var text = Files.readString(SourceTree.ROOT.resolve(document));
        var names = CLASS_NAME.matcher(text).results().map(found -> found.group(1)).toList();

        assertThat(names).isNotEmpty();
        assertThat(names.stream().filter(name -> !exists("dev.kaptan." + name))).isEmpty();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        for (var document : documents()) {
            var file = SourceTree.ROOT.resolve(document);
            var dead =
                    LINK.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .filter(link -> !Files.exists(file.resolveSibling(link)))
                            .toList();
            assertThat(dead).as("links of " + document).isEmpty();
        }
    }

    private static List<String> documents() {
        return List.of(
                "README.md",
                "CONTRIBUTING.md",
                "docs/architecture.md",
                "docs/coverage.md",
                "docs/life-of-a-request.md",
                "docs/life-of-a-pod.md",
                "docs/performance.md",
                "docs/state-proof.md",
                "docs/track-record.md",
                "docs/dependencies.md");
    }

    private static boolean exists(String name) {
        try {
            Class.forName(name, false, DocumentsTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
