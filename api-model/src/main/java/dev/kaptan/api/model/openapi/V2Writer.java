package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Writes operations in Swagger 2.0. */
final class V2Writer {

    static final String REF = "#/definitions/";

    private static final List<String> PRODUCED = List.of("application/json", "application/yaml");

    private V2Writer() {}

    static void write(ObjectNode paths, PathItem item) {
        ObjectNode json = paths.putObject(item.path());
        for (Operation operation : item.operations()) {
            json.set(operation.method(), operation(operation));
        }
        var parameters = json.putArray("parameters");
        item.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }

    private static ObjectNode operation(Operation operation) {
        ObjectNode json = Json.object();
        json.putArray("consumes").addAll(texts(MediaTypes.consumed(operation)));
        json.put("description", operation.description()).put("operationId", operation.id());
        var parameters = json.putArray("parameters");
        if (!operation.request().isEmpty()) {
            parameters
                    .addObject()
                    .put("in", "body")
                    .put("name", "body")
                    .put("required", !operation.method().equals("delete"))
                    .putObject("schema")
                    .put("$ref", REF + operation.request());
        }
        operation.parameters().forEach(each -> parameters.add(parameter(each)));
        json.putArray("produces")
                .addAll(texts(operation.response().isEmpty() ? List.of("text/plain") : PRODUCED));
        ObjectNode responses = json.putObject("responses");
        operation
                .codes()
                .forEach(code -> responses.set(code.toString(), response(operation, code)));
        responses.putObject("401").put("description", "Unauthorized");
        json.putArray("schemes").add("https");
        json.putArray("tags").add(operation.tag());
        Extensions.add(json, operation);
        return json;
    }

    private static ObjectNode response(Operation operation, int code) {
        ObjectNode json = Json.object().put("description", MediaTypes.phrase(code));
        ObjectNode schema = json.putObject("schema");
        if (operation.response().isEmpty()) {
            schema.put("type", "string");
        } else {
            schema.put("$ref", REF + operation.response());
        }
        return json;
    }

    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode json =
                Json.object()
                        .put("description", parameter.description())
                        .put("in", parameter.in())
                        .put("name", parameter.name());
        if (parameter.in().equals("path")) {
            json.put("required", true);
        }
        return json.put("type", parameter.type()).put("uniqueItems", true);
    }

    private static List<JsonNode> texts(List<String> texts) {
        var array = Json.array();
        texts.forEach(array::add);
        return array.valueStream().toList();
    }
}
