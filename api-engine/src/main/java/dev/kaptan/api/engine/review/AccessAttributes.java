package dev.kaptan.api.engine.review;

import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The request that an access review asks about. */
final class AccessAttributes {

    private AccessAttributes() {}

    static RequestInfo of(ObjectNode spec) {
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode path = spec.path("nonResourceAttributes");
        if (resource.isObject() == path.isObject()) {
            throw ApiException.badRequest(
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
        return path.isObject()
                ? new RequestInfo(
                        false,
                        Json.text(path, "verb"),
                        Json.text(path, "path"),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "")
                : new RequestInfo(
                        true,
                        Json.text(resource, "verb"),
                        "",
                        Json.text(resource, "group"),
                        Json.text(resource, "version"),
                        Json.text(resource, "namespace"),
                        Json.text(resource, "resource"),
                        Json.text(resource, "subresource"),
                        Json.text(resource, "name"));
    }
}
