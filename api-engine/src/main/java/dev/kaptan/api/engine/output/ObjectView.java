package dev.kaptan.api.engine.output;

import dev.kaptan.api.engine.output.OutputFormat.RowObject;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.table.Table;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;

/** Objects as other documents: PartialObjectMetadata and Table of {@code meta.k8s.io/v1}. */
final class ObjectView {

    private static final String API_VERSION = "meta.k8s.io/v1";

    private ObjectView() {}

    static ObjectNode partialMetadata(ObjectNode object) {
        ObjectNode partial = Json.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", API_VERSION);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    /** A table of objects, one row each. */
    static ObjectNode table(
            Kind kind,
            ObjectNode metadata,
            List<ObjectNode> objects,
            RowObject include,
            Clock clock) {
        ObjectNode table = Json.object();
        table.put("kind", "Table").put("apiVersion", API_VERSION);
        table.set("metadata", metadata);
        table.set("columnDefinitions", Table.columnDefinitions(kind));
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            row.set("cells", Table.cells(kind, object, clock.instant()));
            switch (include) {
                case NONE -> {}
                case METADATA -> row.set("object", partialMetadata(object));
                case OBJECT -> row.set("object", object);
            }
        }
        return table;
    }
}
