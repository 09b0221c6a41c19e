package dev.kaptan.api.engine.output;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.output.OutputFormat.Syntax;
import dev.kaptan.api.engine.output.OutputFormat.View;
import dev.kaptan.api.engine.request.ApiResponse.Content;
import dev.kaptan.api.engine.request.ApiResponse.Document;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.status.Status;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes documents of objects, lists and trees in the format that was negotiated. */
public final class Answers {

    private final Clock clock;

    public Answers(Clock clock) {
        this.clock = clock;
    }

    /** An object by its JSON, which is sent as it is where the format allows. */
    public Document object(Kind kind, byte[] json, OutputFormat format) {
        if (format.view() == View.OBJECT && format.syntax() == Syntax.JSON) {
            return document(200, Syntax.JSON, Content.of(json), List.of());
        }
        return object(200, kind, Json.parseObject(json), format, List.of());
    }

    public Document object(
            int code, Kind kind, ObjectNode object, OutputFormat format, List<String> warnings) {
        return tree(code, viewed(kind, object, format), format, warnings);
    }

    private ObjectNode viewed(Kind kind, ObjectNode object, OutputFormat format) {
        return switch (format.view()) {
            case OBJECT -> object;
            case METADATA -> ObjectView.partialMetadata(object);
            case TABLE ->
                    ObjectView.table(
                            kind,
                            tableMetadata(object.path("metadata")),
                            List.of(object),
                            format.include(),
                            clock);
        };
    }

    private static ObjectNode tableMetadata(JsonNode metadata) {
        ObjectNode kept = Json.object();
        kept.put("resourceVersion", metadata.path("resourceVersion").asString(""));
        return kept;
    }

    /** A document that no view applies to. */
    public static Document tree(
            int code, JsonNode tree, OutputFormat format, List<String> warnings) {
        byte[] bytes = format.syntax() == Syntax.YAML ? Yaml.bytes(tree) : Json.bytes(tree);
        return document(code, format.syntax(), Content.of(bytes), warnings);
    }

    public static Document status(Status status, OutputFormat format) {
        return tree(status.code(), status.toJson(), format, List.of());
    }

    /**
     * A list.
     *
     * @param metadata ListMeta: resourceVersion, continue, remainingItemCount
     */
    public Document list(
            Kind kind, List<CachedObject> objects, ObjectNode metadata, OutputFormat format) {
        if (format.view() == View.OBJECT && format.syntax() == Syntax.JSON) {
            return document(200, Syntax.JSON, ListContent.of(kind, metadata, objects), List.of());
        }
        List<ObjectNode> trees = objects.stream().map(CachedObject::tree).toList();
        return tree(200, viewed(kind, trees, metadata, format), format, List.of());
    }

    private ObjectNode viewed(
            Kind kind, List<ObjectNode> objects, ObjectNode metadata, OutputFormat format) {
        return switch (format.view()) {
            case OBJECT -> list(kind.listKind(), kind.apiVersion(), metadata, objects);
            case METADATA ->
                    list(
                            "PartialObjectMetadataList",
                            "meta.k8s.io/v1",
                            metadata,
                            objects.stream().map(ObjectView::partialMetadata).toList());
            case TABLE -> ObjectView.table(kind, metadata, objects, format.include(), clock);
        };
    }

    private static ObjectNode list(
            String kind, String apiVersion, ObjectNode metadata, List<ObjectNode> objects) {
        ObjectNode list = Json.object();
        list.put("kind", kind).put("apiVersion", apiVersion).set("metadata", metadata);
        ArrayNode items = list.putArray("items");
        objects.forEach(items::add);
        return list;
    }

    private static Document document(
            int code, Syntax syntax, Content content, List<String> warnings) {
        return new Document(code, syntax.mediaType(), content, warnings, Map.of());
    }
}
