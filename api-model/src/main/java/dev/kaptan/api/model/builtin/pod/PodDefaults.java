package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** Defaults of pod specs that depend on other fields. All methods change their argument. */
public final class PodDefaults {

    private static final List<String> CONTAINER_LISTS =
            List.of("initContainers", "containers", "ephemeralContainers");

    private PodDefaults() {}

    /** What holds for pods and for templates of pods. */
    public static void applyToTemplate(ObjectNode spec) {
        for (String list : CONTAINER_LISTS) {
            Json.objectsAt(spec, list).forEach(PodDefaults::imagePullPolicy);
        }
        for (ObjectNode volume : Json.objectsAt(spec, "volumes")) {
            if (volume.size() == 1 && volume.has("name")) {
                volume.putObject("emptyDir");
            }
        }
        serviceAccount(spec);
    }

    /** What holds for pods only. */
    static void applyToPod(ObjectNode spec) {
        applyToTemplate(spec);
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        boolean hostNetwork = spec.path("hostNetwork").asBoolean(false);
        for (String list : CONTAINER_LISTS) {
            for (ObjectNode container : Json.objectsAt(spec, list)) {
                requestsFromLimits(container);
                if (hostNetwork) {
                    Json.objectsAt(container, "ports").forEach(PodDefaults::hostPort);
                }
            }
        }
    }

    private static void imagePullPolicy(ObjectNode container) {
        if (!container.has("imagePullPolicy")) {
            boolean latest = tag(container.path("image").asString("")).equals("latest");
            container.put("imagePullPolicy", latest ? "Always" : "IfNotPresent");
        }
    }

    /** The tag of an image; {@code latest} where it has neither tag nor digest. */
    private static String tag(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        if (colon >= 0) {
            return name.substring(colon + 1);
        }
        return digest < 0 ? "latest" : "";
    }

    /** The old name of the field and the new one always say the same. */
    private static void serviceAccount(ObjectNode spec) {
        String name = spec.path("serviceAccountName").asString("");
        String old = spec.path("serviceAccount").asString("");
        String wanted = name.isEmpty() ? old : name;
        if (!wanted.isEmpty()) {
            spec.put("serviceAccountName", wanted).put("serviceAccount", wanted);
        }
    }

    private static void requestsFromLimits(ObjectNode container) {
        JsonNode limits = Json.at(container, "resources", "limits");
        for (Map.Entry<String, JsonNode> limit : limits.properties()) {
            ObjectNode requests = Json.ensureObject(container, "resources", "requests");
            if (!requests.has(limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
            }
        }
    }

    private static void hostPort(ObjectNode port) {
        if (port.path("hostPort").asInt(0) == 0 && port.has("containerPort")) {
            port.set("hostPort", port.get("containerPort"));
        }
    }
}
