package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What upstream asks of a pod's volumes. */
final class VolumeRules {

    private static final int HIGHEST_MODE = 0777;

    private VolumeRules() {}

    /** Checks all volumes and answers their names. */
    static Set<String> validate(JsonNode spec, String path, FieldErrors errors) {
        Set<String> names = new HashSet<>();
        List<ObjectNode> volumes = Json.objectsAt(spec, "volumes");
        for (int i = 0; i < volumes.size(); i++) {
            String place = path + "[" + i + "]";
            name(volumes.get(i).path("name").asString(""), place + ".name", names, errors);
            source(volumes.get(i), place, errors);
        }
        return names;
    }

    private static void name(String name, String path, Set<String> names, FieldErrors errors) {
        List<String> wrong = NameRules.dnsLabel(name);
        if (name.isEmpty()) {
            errors.required(path);
        } else if (!wrong.isEmpty()) {
            errors.invalid(path, name, wrong);
        } else if (!names.add(name)) {
            errors.duplicate(path, name);
        }
    }

    private static void source(ObjectNode volume, String path, FieldErrors errors) {
        List<String> sources =
                volume.propertyStream()
                        .map(entry -> entry.getKey())
                        .filter(field -> !field.equals("name"))
                        .toList();
        if (sources.isEmpty()) {
            errors.required(path, "must specify a volume type");
            return;
        }
        for (String extra : sources.subList(1, sources.size())) {
            errors.forbidden(path + "." + extra, "may not specify more than 1 volume type");
        }
        String source = sources.getFirst();
        JsonNode value = volume.path(source);
        String place = path + "." + source;
        switch (source) {
            case "hostPath" -> hostPath(value, place, errors);
            case "configMap" -> reference(value, "name", place, errors);
            case "secret" -> reference(value, "secretName", place, errors);
            case "persistentVolumeClaim" -> required(value, "claimName", place, errors);
            case "projected" -> projected(value, place, errors);
            case "nfs" -> {
                required(value, "server", place, errors);
                required(value, "path", place, errors);
            }
            default -> {}
        }
    }

    private static void required(JsonNode value, String field, String path, FieldErrors errors) {
        if (value.path(field).asString("").isEmpty()) {
            errors.required(path + "." + field);
        }
    }

    private static void hostPath(JsonNode value, String path, FieldErrors errors) {
        String directory = value.path("path").asString("");
        if (directory.isEmpty()) {
            errors.required(path + ".path");
        } else if (climbs(directory)) {
            errors.invalid(path + ".path", directory, "must not contain '..'");
        }
    }

    private static void reference(JsonNode value, String name, String path, FieldErrors errors) {
        required(value, name, path, errors);
        mode(value, path, errors);
        items(value.path("items"), path + ".items", errors);
    }

    private static void mode(JsonNode value, String path, FieldErrors errors) {
        long mode = value.path("defaultMode").asLong(0);
        if (mode < 0 || mode > HIGHEST_MODE) {
            errors.invalid(
                    path + ".defaultMode",
                    mode,
                    "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    private static void items(JsonNode items, String path, FieldErrors errors) {
        for (int i = 0; i < items.size(); i++) {
            String place = path + "[" + i + "]";
            required(items.get(i), "key", place, errors);
            required(items.get(i), "path", place, errors);
            relative(items.get(i).path("path").asString(""), place + ".path", errors);
        }
    }

    private static void projected(JsonNode value, String path, FieldErrors errors) {
        mode(value, path, errors);
        JsonNode sources = value.path("sources");
        for (int i = 0; i < sources.size(); i++) {
            String place = path + ".sources[" + i + "]";
            JsonNode token = sources.get(i).path("serviceAccountToken");
            if (token.isObject()) {
                token(token, place + ".serviceAccountToken", errors);
            }
            for (String named : List.of("configMap", "secret")) {
                if (sources.get(i).path(named).isObject()) {
                    required(sources.get(i).path(named), "name", place + "." + named, errors);
                }
            }
        }
    }

    private static void token(JsonNode token, String path, FieldErrors errors) {
        long expiration = token.path("expirationSeconds").asLong(3600);
        if (expiration < 600) {
            errors.invalid(
                    path + ".expirationSeconds",
                    expiration,
                    "may not specify a duration less than 10 minutes");
        }
        required(token, "path", path, errors);
        relative(token.path("path").asString(""), path + ".path", errors);
    }

    /** A path within a volume: relative, and never out of it. */
    static void relative(String path, String place, FieldErrors errors) {
        if (path.startsWith("/")) {
            errors.invalid(place, path, "must be a relative path");
        }
        if (climbs(path)) {
            errors.invalid(place, path, "must not contain '..'");
        }
    }

    private static boolean climbs(String path) {
        return List.of(path.split("/")).contains("..");
    }
}
