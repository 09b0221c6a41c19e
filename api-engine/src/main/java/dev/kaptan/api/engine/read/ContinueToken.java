package dev.kaptan.api.engine.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;

/**
 * Where a list goes on: upstream's form, base64 of {@code {"v":"meta.k8s.io/v1","rv":..,
 * "start":..}}.
 *
 * @param start the key to begin at, relative to the prefix of the list
 */
record ContinueToken(long revision, String start) {

    private static final String VERSION = "meta.k8s.io/v1";

    static ContinueToken parse(String text) {
        ObjectNode token = decoded(text);
        if (!token.path("v").asString("").equals(VERSION)) {
            throw notValid("server does not recognize this encoded version");
        }
        String start = token.path("start").asString("");
        long revision = token.path("rv").asLong(0);
        if (start.isEmpty() || revision <= 0) {
            throw notValid("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }
        if (start.startsWith("/") || start.contains("../")) {
            throw notValid("invalid encoded start key: " + start);
        }
        return new ContinueToken(revision, start);
    }

    private static ObjectNode decoded(String text) {
        try {
            return Json.parseObject(Base64.getUrlDecoder().decode(text.getBytes(UTF_8)));
        } catch (IllegalArgumentException | MalformedException e) {
            throw notValid(String.valueOf(e.getMessage()));
        }
    }

    private static ApiException notValid(String why) {
        return ApiException.badRequest("continue key is not valid: " + why);
    }

    String encoded() {
        ObjectNode token = Json.object();
        token.put("v", VERSION).put("rv", revision).put("start", start);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
    }
}
