package dev.kaptan.api.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.Golden;
import dev.kaptan.api.model.Samples;
import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Rows of the objects in {@code src/test/resources/table}, which stand for what kubectl shows. */
class TableTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final Path INPUT = Path.of("src/test/resources/table");

    @TestFactory
    Stream<DynamicTest> showsWhatKubectlShows() throws IOException {
        List<Path> files;
        try (var list = Files.list(INPUT)) {
            files = list.sorted().toList();
        }
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        var rows = new StringJoiner("\n");
        Kind last = null;
        for (String document : Files.readString(file).split("(?m)^---$")) {
            ObjectNode object = Samples.tree(document);
            Kind kind = Samples.kindOf(object);
            if (kind != last) {
                rows.add(header(kind));
                last = kind;
            }
            rows.add(line(Table.cells(kind, object, NOW)));
        }
        String name = file.getFileName().toString().replace(".yaml", ".txt");
        Golden.check("table/" + name, rows.toString());
    }

    private static String header(Kind kind) {
        return Table.columnDefinitions(kind)
                .valueStream()
                .map(column ->
                        column.path("name").asString()
                                + (column.path("priority").asInt() > 0 ? "*" : ""))
                .reduce((a, b) -> a + " | " + b)
                .orElseThrow();
    }

    private static String line(JsonNode cells) {
        return cells.valueStream()
                .map(cell -> cell.asString(""))
                .reduce((a, b) -> a + " | " + b)
                .orElseThrow();
    }

    @Test
    void everyKindHasACellForEachColumnEvenOfAnEmptyObject() {
        for (Kind kind : BuiltInKinds.kinds().all()) {
            assertThat(Table.cells(kind, Json.object(), NOW).size())
                    .as(kind.kind())
                    .isEqualTo(Table.columnDefinitions(kind).size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T23:59:59Z,1s",
        "2026-01-01T23:58:01Z,119s",
        "2026-01-01T23:58:00Z,2m",
        "2026-01-01T23:54:30Z,5m30s",
        "2026-01-01T23:30:00Z,30m",
        "2026-01-01T20:30:00Z,3h30m",
        "2026-01-01T14:30:00Z,9h",
        "2025-12-31T14:00:00Z,34h",
        "2025-12-29T12:00:00Z,3d12h",
        "2025-12-01T00:00:00Z,32d",
        "2023-12-01T00:00:00Z,2y33d",
        "2010-01-01T00:00:00Z,16y",
        "2026-01-02T00:00:01Z,0s",
        "2026-01-02T01:00:00Z,<invalid>",
        "'',<unknown>",
    })
    void agesHaveTwoUnitsAtMost(String timestamp, String expected) {
        assertThat(Ages.since(timestamp, NOW)).isEqualTo(expected);
    }
}
