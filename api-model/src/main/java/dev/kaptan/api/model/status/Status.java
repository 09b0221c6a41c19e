package dev.kaptan.api.model.status;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The outcome of a request as <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">meta/v1
 * Status</a>.
 *
 * @param status {@code Success} or {@code Failure}
 * @param reason the machine-readable reason, empty where there is none
 * @param code the HTTP status code
 */
public record Status(
        String status, String message, String reason, @Nullable Details details, int code) {

    public static final String SUCCESS = "Success";
    public static final String FAILURE = "Failure";

    /** What the request was about; strings and the retry time that do not apply are empty and 0. */
    public record Details(
            String name,
            String group,
            String kind,
            String uid,
            List<Cause> causes,
            int retryAfterSeconds) {
        public Details {
            causes = List.copyOf(causes);
        }

        static Details of(String group, String kind, String name, List<Cause> causes) {
            return new Details(name, group, kind, "", causes, 0);
        }

        static Details retryAfter(int seconds) {
            return new Details("", "", "", "", List.of(), seconds);
        }

        ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            putText(json, "name", name);
            putText(json, "group", group);
            putText(json, "kind", kind);
            putText(json, "uid", uid);
            if (!causes.isEmpty()) {
                var list = json.putArray("causes");
                causes.forEach(cause -> list.add(cause.toJson()));
            }
            if (retryAfterSeconds > 0) {
                json.put("retryAfterSeconds", retryAfterSeconds);
            }
            return json;
        }
    }

    /** One thing that was wrong; {@code field} is a path such as {@code spec.ports[0].name}. */
    public record Cause(String reason, String message, String field) {
        ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            putText(json, "reason", reason);
            putText(json, "message", message);
            putText(json, "field", field);
            return json;
        }

        static Cause of(JsonNode json) {
            return new Cause(
                    json.path("reason").asString(""),
                    json.path("message").asString(""),
                    json.path("field").asString(""));
        }
    }

    /** The answer to a deletion that left nothing to show. */
    public static Status success(String group, String resource, String name, String uid) {
        return new Status(
                SUCCESS, "", "", new Details(name, group, resource, uid, List.of(), 0), 200);
    }

    static Status failure(int code, String reason, String message, @Nullable Details details) {
        return new Status(FAILURE, message, reason, details, code);
    }

    /** Reads a Status off its JSON form, as an upstream component sent it. */
    public static Status of(ObjectNode json) {
        JsonNode details = json.path("details");
        return new Status(
                json.path("status").asString(""),
                json.path("message").asString(""),
                json.path("reason").asString(""),
                details.isObject() ? details(details) : null,
                json.path("code").asInt(0));
    }

    private static Details details(JsonNode json) {
        return new Details(
                json.path("name").asString(""),
                json.path("group").asString(""),
                json.path("kind").asString(""),
                json.path("uid").asString(""),
                json.path("causes").valueStream().map(Cause::of).toList(),
                json.path("retryAfterSeconds").asInt(0));
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        putText(json, "status", status);
        putText(json, "message", message);
        putText(json, "reason", reason);
        if (details != null) {
            json.set("details", details.toJson());
        }
        if (code != 0 && !status.equals(SUCCESS)) {
            json.put("code", code);
        }
        return json;
    }

    private static void putText(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
