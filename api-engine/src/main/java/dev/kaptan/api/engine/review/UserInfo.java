package dev.kaptan.api.engine.review;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;

/** Users as they stand in reviews. */
final class UserInfo {

    private UserInfo() {}

    static ObjectNode toJson(User user) {
        ObjectNode info = Json.object();
        info.put("username", user.name());
        if (!user.uid().isEmpty()) {
            info.put("uid", user.uid());
        }
        ArrayNode groups = info.putArray("groups");
        user.groups().forEach(groups::add);
        if (!user.extra().isEmpty()) {
            ObjectNode extra = info.putObject("extra");
            user.extra()
                    .forEach((key, values) -> {
                        ArrayNode array = extra.putArray(key);
                        values.forEach(array::add);
                    });
        }
        return info;
    }

    /** The user that a SubjectAccessReview asks about. */
    static User ofSpec(ObjectNode spec) {
        String name = Json.text(spec, "user");
        List<String> groups = texts(spec.path("groups"));
        if (name.isEmpty() && groups.isEmpty()) {
            throw ApiException.badRequest("at least one of user or group must be specified");
        }
        var extra = new HashMap<String, List<String>>();
        spec.path("extra")
                .properties()
                .forEach(entry -> extra.put(entry.getKey(), texts(entry.getValue())));
        return new User(
                name.isEmpty() ? "system:unknown" : name, Json.text(spec, "uid"), groups, extra);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(value -> value.asString("")).toList();
    }
}
