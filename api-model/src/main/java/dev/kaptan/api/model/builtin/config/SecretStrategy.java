package dev.kaptan.api.model.builtin.config;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Secrets, as upstream's registry/core/secret treats them. */
public final class SecretStrategy implements KindStrategy {

    private static final String ACCOUNT_NAME = "kubernetes.io/service-account.name";

    /** {@code stringData} is write-only: it overwrites {@code data} and is never stored. */
    @Override
    public void applyDefaults(ObjectNode secret) {
        if (!(secret.get("stringData") instanceof ObjectNode texts)) {
            return;
        }
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            byte[] bytes = text.getValue().asString("").getBytes(StandardCharsets.UTF_8);
            Json.ensureObject(secret, "data")
                    .put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
        secret.remove("stringData");
    }

    @Override
    public List<Cause> validateCreate(ObjectNode secret) {
        var errors = new FieldErrors();
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
            String key = entry.getKey();
            errors.invalid("data[" + key + "]", key, NameRules.configKey(key));
            size += DataRules.decodedLength(entry.getValue().asString(""));
        }
        if (size > DataRules.MOST_BYTES) {
            errors.tooLong("data", DataRules.MOST_BYTES);
        }
        type(secret, errors);
        return errors.causes();
    }

    private static void type(ObjectNode secret, FieldErrors errors) {
        switch (secret.path("type").asString("")) {
            case "kubernetes.io/service-account-token" -> account(secret, errors);
            case "kubernetes.io/dockercfg" -> dockerConfig(secret, ".dockercfg", errors);
            case "kubernetes.io/dockerconfigjson" ->
                    dockerConfig(secret, ".dockerconfigjson", errors);
            case "kubernetes.io/basic-auth" -> {
                JsonNode data = secret.path("data");
                if (!data.has("username") && !data.has("password")) {
                    errors.required("data[username]");
                    errors.required("data[password]");
                }
            }
            case "kubernetes.io/ssh-auth" -> required(secret, "ssh-privatekey", errors);
            case "kubernetes.io/tls" -> {
                required(secret, "tls.crt", errors);
                required(secret, "tls.key", errors);
            }
            default -> {}
        }
    }

    private static void required(ObjectNode secret, String key, FieldErrors errors) {
        if (!secret.path("data").has(key)) {
            errors.required("data[" + key + "]");
        }
    }

    private static void account(ObjectNode secret, FieldErrors errors) {
        if (Json.text(secret, "metadata", "annotations", ACCOUNT_NAME).isEmpty()) {
            errors.required("metadata.annotations[" + ACCOUNT_NAME + "]");
        }
    }

    private static void dockerConfig(ObjectNode secret, String key, FieldErrors errors) {
        required(secret, key, errors);
        JsonNode value = secret.path("data").path(key);
        if (value.isString() && !isJson(value.asString())) {
            errors.invalid(
                    "data[" + key + "]", "<secret contents redacted>", "invalid character in JSON");
        }
    }

    private static boolean isJson(String base64) {
        try {
            return Json.parse(Base64.getDecoder().decode(base64)).isObject();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode secret, ObjectNode old) {
        var errors = new FieldErrors();
        String type = secret.path("type").asString("");
        if (!type.equals(old.path("type").asString(""))) {
            errors.immutable("type", type);
        }
        DataRules.immutable(secret, old, List.of("data"), errors);
        errors.addAll(validateCreate(secret));
        return errors.causes();
    }
}
