package dev.kaptan.api.model.builtin;

import dev.kaptan.api.model.kind.ImmutableFields;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.PrinterColumn;
import dev.kaptan.api.model.kind.PrinterColumn.Source;
import dev.kaptan.api.model.kind.SelectableField;
import dev.kaptan.api.model.kind.Subresource;
import dev.kaptan.api.model.kind.Subresource.ScalePaths;
import dev.kaptan.api.model.schema.SchemaReader;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads kinds off the index that the declarations are compiled to. */
final class KindReader {

    private static final List<String> ALL_VERBS =
            List.of(
                    "create",
                    "delete",
                    "deletecollection",
                    "get",
                    "list",
                    "patch",
                    "update",
                    "watch");
    private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

    private KindReader() {}

    static Kind read(JsonNode json) {
        String name = json.path("kind").asString();
        boolean namespaced = json.path("scope").asString("").equals("Namespaced");
        String definition = json.path("definition").asString();
        return new Kind(
                json.path("group").asString(""),
                json.path("version").asString(),
                name,
                json.path("plural").asString(""),
                json.path("singular").asString(""),
                texts(json.path("shortNames")),
                texts(json.path("categories")),
                namespaced,
                name + "List",
                json.has("verbs") ? texts(json.path("verbs")) : ALL_VERBS,
                json.path("storage").asString(""),
                json.path("showsDeleted").asBoolean(false),
                subresources(json),
                json.path("columns").valueStream().map(KindReader::column).toList(),
                selectableFields(json, namespaced),
                new SchemaReader(Definitions::schema)
                        .read(JsonNodeFactory.instance.objectNode().put("$ref", definition)),
                definition,
                strategy(json));
    }

    /** A declaration has a strategy, or names immutable fields, or says everything itself. */
    private static KindStrategy strategy(JsonNode json) {
        return json.has("immutable")
                ? new ImmutableFields(texts(json.path("immutable")))
                : Strategies.named(json.path("strategy").asString(""));
    }

    private static List<Subresource> subresources(JsonNode kind) {
        var all = new ArrayList<Subresource>();
        for (Map.Entry<String, JsonNode> entry : kind.path("subresources").properties()) {
            all.add(subresource(kind, entry.getKey(), entry.getValue()));
        }
        return all;
    }

    private static Subresource subresource(JsonNode kind, String name, JsonNode json) {
        boolean scale = name.equals("scale");
        boolean ownKind = !json.has("kind") && !scale;
        String group = scale ? "autoscaling" : json.path("group").asString("");
        String version = scale ? "v1" : json.path("version").asString("v1");
        return new Subresource(
                name,
                ownKind ? kind.path("group").asString("") : group,
                ownKind ? kind.path("version").asString() : version,
                scale ? "Scale" : json.path("kind").asString(kind.path("kind").asString()),
                json.has("verbs") ? texts(json.path("verbs")) : SUBRESOURCE_VERBS,
                scalePaths(json, scale));
    }

    private static @Nullable ScalePaths scalePaths(JsonNode json, boolean scale) {
        return scale
                ? new ScalePaths(
                        json.path("replicas").asString(),
                        json.path("current").asString(),
                        json.path("selector").asString(""))
                : null;
    }

    private static PrinterColumn column(JsonNode json) {
        Source source =
                json.has("computed")
                        ? new Source.Computed(json.path("computed").asString())
                        : new Source.Path(json.path("path").asString(), json.get("otherwise"));
        return new PrinterColumn(
                json.path("name").asString(),
                json.path("type").asString("string"),
                json.path("format").asString(""),
                json.path("description").asString(""),
                json.path("priority").asInt(0),
                source);
    }

    private static List<SelectableField> selectableFields(JsonNode json, boolean namespaced) {
        var fields = new ArrayList<SelectableField>();
        fields.add(new SelectableField("metadata.name", List.of("metadata.name"), ""));
        if (namespaced) {
            fields.add(
                    new SelectableField("metadata.namespace", List.of("metadata.namespace"), ""));
        }
        for (JsonNode field : json.path("selectableFields")) {
            String label = field.path("label").asString();
            fields.add(
                    new SelectableField(
                            label,
                            field.has("paths") ? texts(field.path("paths")) : List.of(label),
                            field.path("otherwise").asString("")));
        }
        return fields;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
