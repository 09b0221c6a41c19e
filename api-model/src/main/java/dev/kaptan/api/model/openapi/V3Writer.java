package dev.kaptan.api.model.openapi;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Writes operations in OpenAPI 3.0. */
final class V3Writer {

    private static final List<String> PRODUCED = List.of("application/json", "application/yaml");

    private V3Writer() {}

    static void write(ObjectNode paths, PathItem item) {
        ObjectNode json = paths.putObject(item.path());
        for (Operation operation : item.operations()) {
            json.set(operation.method(), operation(operation));
        }
        var parameters = json.putArray("parameters");
        item.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }

    private static ObjectNode operation(Operation operation) {
        ObjectNode json =
                Json.object()
                        .put("description", operation.description())
                        .put("operationId", operation.id());
        json.putArray("tags").add(operation.tag());
        var parameters = json.putArray("parameters");
        operation.parameters().forEach(each -> parameters.add(parameter(each)));
        if (!operation.request().isEmpty()) {
            ObjectNode body = json.putObject("requestBody");
            body.put("required", !operation.method().equals("delete"));
            ObjectNode content = body.putObject("content");
            MediaTypes.consumed(operation)
                    .forEach(type -> refer(content.putObject(type), operation.request()));
        }
        ObjectNode responses = json.putObject("responses");
        operation
                .codes()
                .forEach(code -> responses.set(code.toString(), response(operation, code)));
        responses.putObject("401").put("description", "Unauthorized");
        Extensions.add(json, operation);
        return json;
    }

    private static ObjectNode response(Operation operation, int code) {
        ObjectNode json = Json.object().put("description", MediaTypes.phrase(code));
        ObjectNode content = json.putObject("content");
        if (operation.response().isEmpty()) {
            content.putObject("text/plain").putObject("schema").put("type", "string");
        } else {
            PRODUCED.forEach(type -> refer(content.putObject(type), operation.response()));
        }
        return json;
    }

    private static void refer(ObjectNode media, String definition) {
        media.putObject("schema").put("$ref", V3Schemas.REF + definition);
    }

    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode json =
                Json.object()
                        .put("name", parameter.name())
                        .put("in", parameter.in())
                        .put("description", parameter.description());
        if (parameter.in().equals("path")) {
            json.put("required", true);
        }
        json.putObject("schema").put("type", parameter.type()).put("uniqueItems", true);
        return json;
    }
}
