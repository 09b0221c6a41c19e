package dev.kaptan.api.model.openapi;

import java.util.List;

/**
 * What one HTTP method does on one path.
 *
 * @param method lower-case
 * @param id upstream's operationId, by which generated clients name their methods
 * @param action {@code x-kubernetes-action}, empty for paths that serve no object
 * @param request definition of the body, empty where there is none
 * @param response definition of the answer, empty for plain text
 */
record Operation(
        String method,
        String id,
        String action,
        String tag,
        String description,
        List<Parameter> parameters,
        String request,
        String response,
        Gvk kind) {

    Operation {
        parameters = List.copyOf(parameters);
    }

    /** Group, version and kind that an operation is about. */
    record Gvk(String group, String version, String kind) {}

    boolean patches() {
        return action.equals("patch");
    }

    /** Status codes of success, as upstream documents them. */
    List<Integer> codes() {
        return switch (action) {
            case "post" -> List.of(200, 201, 202);
            case "put", "patch" -> List.of(200, 201);
            case "delete" -> List.of(200, 202);
            default -> List.of(200);
        };
    }
}
