package dev.kaptan.gateway.node;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Turns an agent's error into a Status, as upstream's GenericHttpResponseChecker does. */
final class NodeRefusal {

    private static final int LONGEST_TEXT = 4 * 1024;

    private NodeRefusal() {}

    static ApiException of(NodeAnswer answer) throws IOException {
        var text =
                new String(answer.body().readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            return fromStatus(answer.code(), text);
        }
        return fromText(answer.code(), text);
    }

    private static ApiException fromStatus(int code, String json) {
        try {
            var status = Status.of(Json.parseObject(json.getBytes(StandardCharsets.UTF_8)));
            return status.code() == 0 ? fromText(code, json) : ApiException.of(status);
        } catch (MalformedException e) {
            return fromText(code, json);
        }
    }

    private static ApiException fromText(int code, String text) {
        return switch (code) {
            case 400 -> ApiException.badRequest(text);
            case 500 -> ApiException.internalError(new IOException(text));
            case 404 -> status(404, "NotFound", notFound(text));
            case 501 -> ApiException.notImplemented(text);
            default -> status(code, "", "the node agent answered " + code + ": " + text);
        };
    }

    private static String notFound(String text) {
        return "the server could not find the requested resource (" + text + ")";
    }

    private static ApiException status(int code, String reason, String message) {
        return ApiException.of(new Status(Status.FAILURE, message, reason, null, code));
    }
}
