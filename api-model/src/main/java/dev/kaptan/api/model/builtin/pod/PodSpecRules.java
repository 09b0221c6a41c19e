package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.meta.MetadataRules;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What upstream asks of a pod's spec, in pods and in templates. */
final class PodSpecRules {

    private static final long LONGEST_DEADLINE = Integer.MAX_VALUE;

    private final JsonNode spec;
    private final String path;
    private final FieldErrors errors;

    private PodSpecRules(JsonNode spec, String path, FieldErrors errors) {
        this.spec = spec;
        this.path = path;
        this.errors = errors;
    }

    static void validate(JsonNode spec, String path, FieldErrors errors) {
        var rules = new PodSpecRules(spec, path, errors);
        Set<String> volumes = VolumeRules.validate(spec, path + ".volumes", errors);
        rules.containers(volumes);
        rules.names();
        rules.dns();
        rules.deadline();
        rules.references();
        SchedulingRules.validate(spec, path, errors);
    }

    private void containers(Set<String> volumes) {
        if (spec.path("containers").isEmpty()) {
            errors.required(path + ".containers");
        }
        boolean hostNetwork = spec.path("hostNetwork").asBoolean(false);
        Set<String> names = new HashSet<>();
        Set<String> hostPorts = new HashSet<>();
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            List<ObjectNode> containers = Json.objectsAt(spec, list);
            for (int i = 0; i < containers.size(); i++) {
                String place = "%s.%s[%d]".formatted(path, list, i);
                var rules = new ContainerRules(containers.get(i), place, errors);
                rules.validate(names, volumes);
                rules.validateRole(list);
                PortRules.validate(
                        containers.get(i), place + ".ports", hostNetwork, hostPorts, errors);
            }
        }
    }

    private void names() {
        subdomain("serviceAccountName");
        subdomain("nodeName");
        subdomain("priorityClassName");
        label("hostname");
        label("subdomain");
        String scheduler = spec.path("schedulerName").asString("");
        errors.invalid(
                path + ".schedulerName",
                scheduler,
                scheduler.isEmpty() ? List.of() : NameRules.dnsSubdomain(scheduler));
    }

    private void subdomain(String field) {
        String value = spec.path(field).asString("");
        if (!value.isEmpty()) {
            errors.invalid(path + "." + field, value, NameRules.dnsSubdomain(value));
        }
    }

    private void label(String field) {
        String value = spec.path(field).asString("");
        if (!value.isEmpty()) {
            errors.invalid(path + "." + field, value, NameRules.dnsLabel(value));
        }
    }

    private void dns() {
        JsonNode servers = Json.at(spec, "dnsConfig", "nameservers");
        if (spec.path("dnsPolicy").asString("").equals("None") && servers.isEmpty()) {
            errors.required(
                    path + ".dnsConfig.nameservers",
                    "must provide at least one DNS nameserver when `dnsPolicy` is None");
        }
        if (servers.size() > 3) {
            errors.invalidValue(
                    path + ".dnsConfig.nameservers",
                    servers,
                    "must not have more than 3 nameservers");
        }
    }

    private void deadline() {
        if (spec.has("activeDeadlineSeconds")) {
            long value = spec.path("activeDeadlineSeconds").asLong(0);
            if (value < 1 || value > LONGEST_DEADLINE) {
                errors.invalid(
                        path + ".activeDeadlineSeconds",
                        value,
                        "must be between 1 and 2147483647, inclusive");
            }
        }
    }

    private void references() {
        List<ObjectNode> secrets = Json.objectsAt(spec, "imagePullSecrets");
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).path("name").asString("").isEmpty()) {
                errors.required(path + ".imagePullSecrets[" + i + "].name");
            }
        }
        errors.addAll(MetadataRules.labels(spec.path("nodeSelector"), path + ".nodeSelector"));
        List<ObjectNode> gates = Json.objectsAt(spec, "readinessGates");
        for (int i = 0; i < gates.size(); i++) {
            String type = gates.get(i).path("conditionType").asString("");
            errors.invalid(
                    path + ".readinessGates[" + i + "].conditionType",
                    type,
                    NameRules.qualifiedName(type));
        }
    }
}
