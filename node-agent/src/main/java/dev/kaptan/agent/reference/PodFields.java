package dev.kaptan.agent.reference;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The fields of a Pod that the downward API offers. */
public final class PodFields {
    private static final Pattern SUBSCRIPT = Pattern.compile("([a-z.]+)\\['(.+)']");

    private PodFields() {}

    /** The value at a path; empty if the field is absent. Throws for paths that are not offered. */
    public static String value(Pod pod, String path, PodAddresses addresses) {
        var subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            return entry(pod, path, subscript.group(1), subscript.group(2));
        }
        var meta = pod.getMetadata();
        var spec = pod.getSpec();
        return switch (path) {
            case "metadata.name" -> meta.getName();
            case "metadata.namespace" -> meta.getNamespace();
            case "metadata.uid" -> meta.getUid();
            case "metadata.labels" -> lines(meta.getLabels());
            case "metadata.annotations" -> lines(meta.getAnnotations());
            case "spec.nodeName" -> orEmpty(spec.getNodeName());
            case "spec.serviceAccountName" -> orEmpty(spec.getServiceAccountName());
            case "status.hostIP", "status.hostIPs" -> addresses.hostIp();
            case "status.podIP", "status.podIPs" -> orEmpty(addresses.podIp());
            default -> throw ConfigException.of("unsupported fieldPath: " + path);
        };
    }

    private static String entry(Pod pod, String path, String map, String key) {
        var meta = pod.getMetadata();
        return switch (map) {
            case "metadata.labels" -> orEmpty(meta.getLabels().get(key));
            case "metadata.annotations" -> orEmpty(meta.getAnnotations().get(key));
            default -> throw ConfigException.of("unsupported fieldPath: " + path);
        };
    }

    /** {@code key="value"} lines in the order of the keys, as the downward API writes maps. */
    private static String lines(@Nullable Map<String, String> map) {
        var text = new StringBuilder();
        new TreeMap<>(map == null ? Map.of() : map)
                .forEach((key, value) ->
                        text.append(text.isEmpty() ? "" : "\n")
                                .append(key)
                                .append('=')
                                .append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }

    private static String orEmpty(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
