package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.jsonpath.JsonPath;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.PrinterColumn;
import dev.kaptan.api.model.kind.PrinterColumn.Source;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Columns and cells of <a
 * href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">Table</a>
 * output.
 */
public final class Table {

    /** The columns of kinds that declare none. */
    private static final List<PrinterColumn> ORDINARY =
            List.of(
                    new PrinterColumn(
                            "Name",
                            "string",
                            "name",
                            "Name of the object",
                            0,
                            new Source.Path(".metadata.name", null)),
                    new PrinterColumn(
                            "Age",
                            "string",
                            "",
                            "Time since creation",
                            0,
                            new Source.Computed("age")));

    private static final ConcurrentHashMap<String, JsonPath> PATHS = new ConcurrentHashMap<>();

    private Table() {}

    /** The {@code columnDefinitions} of a kind. */
    public static ArrayNode columnDefinitions(Kind kind) {
        ArrayNode definitions = Json.array();
        for (PrinterColumn column : columns(kind)) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.format())
                    .put("description", column.description())
                    .put("priority", column.priority());
        }
        return definitions;
    }

    /** The cells of an object's row, one for each column. */
    public static ArrayNode cells(Kind kind, ObjectNode object, Instant now) {
        ArrayNode cells = Json.array();
        for (PrinterColumn column : columns(kind)) {
            cells.add(cell(column, object, now));
        }
        return cells;
    }

    private static List<PrinterColumn> columns(Kind kind) {
        return kind.columns().isEmpty() ? ORDINARY : kind.columns();
    }

    private static JsonNode cell(PrinterColumn column, ObjectNode object, Instant now) {
        return switch (column.source()) {
            case Source.Computed computed ->
                    ComputedCells.named(computed.function()).of(object, now);
            case Source.Path path -> found(column, path, object, now);
        };
    }

    private static JsonNode found(
            PrinterColumn column, Source.Path path, ObjectNode object, Instant now) {
        var compiled = PATHS.computeIfAbsent(path.jsonPath(), JsonPath::compile);
        var values = compiled.find(object);
        if (column.type().equals("date")) {
            String text = values.isEmpty() ? "" : values.getFirst().asString("");
            return JsonNodeFactory.instance.stringNode(Ages.since(text, now));
        }
        if (values.isEmpty() && path.otherwise() != null) {
            return path.otherwise();
        }
        boolean single = values.size() == 1 && values.getFirst().isValueNode();
        return single
                ? values.getFirst()
                : JsonNodeFactory.instance.stringNode(compiled.print(object));
    }
}
