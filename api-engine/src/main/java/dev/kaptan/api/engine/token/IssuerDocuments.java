package dev.kaptan.api.engine.token;

import dev.kaptan.api.engine.request.ApiResponse.Content;
import dev.kaptan.api.engine.request.ApiResponse.Document;
import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** OpenID Connect discovery of the issuer, with which others verify service accounts' tokens. */
public final class IssuerDocuments {

    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final String KEYS = "/openid/v1/jwks";

    private final TokenKeys keys;
    private final String issuer;

    public IssuerDocuments(TokenKeys keys, String issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    public static boolean answers(String path) {
        return path.equals(CONFIGURATION) || path.equals(KEYS);
    }

    public Document serve(String path) {
        return path.equals(KEYS)
                ? document("application/jwk-set+json", keySet())
                : document("application/json", configuration());
    }

    private ObjectNode configuration() {
        ObjectNode configuration = Json.object();
        configuration.put("issuer", issuer).put("jwks_uri", issuer + KEYS);
        configuration.putArray("response_types_supported").add("id_token");
        configuration.putArray("subject_types_supported").add("public");
        configuration.putArray("id_token_signing_alg_values_supported").add(keys.algorithm());
        return configuration;
    }

    private ObjectNode keySet() {
        ObjectNode set = Json.object();
        ObjectNode key = set.putArray("keys").addObject();
        keys.toJwk().forEach((name, value) -> key.put(name, String.valueOf(value)));
        return set;
    }

    private static Document document(String contentType, ObjectNode tree) {
        return new Document(200, contentType, Content.of(Json.bytes(tree)), List.of(), Map.of());
    }
}
