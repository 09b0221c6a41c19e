package dev.kaptan.api.model.openapi;

import tools.jackson.databind.node.ObjectNode;

/** The extensions by which clients find the operations of a kind. */
final class Extensions {

    private Extensions() {}

    static void add(ObjectNode json, Operation operation) {
        if (operation.action().isEmpty()) {
            return;
        }
        json.put("x-kubernetes-action", operation.action());
        json.putObject("x-kubernetes-group-version-kind")
                .put("group", operation.kind().group())
                .put("kind", operation.kind().kind())
                .put("version", operation.kind().version());
    }
}
