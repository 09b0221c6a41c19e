package dev.kaptan.api.model.builtin.service;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.meta.MetadataRules;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What upstream asks of services. */
final class ServiceRules {

    private ServiceRules() {}

    static List<Cause> validate(ObjectNode service) {
        var errors = new FieldErrors();
        JsonNode spec = service.path("spec");
        String type = spec.path("type").asString("");
        boolean headless = spec.path("clusterIP").asString("").equals("None");
        boolean external = type.equals("ExternalName");
        if (spec.path("ports").isEmpty() && !headless && !external) {
            errors.required("spec.ports");
        }
        if (headless && List.of("NodePort", "LoadBalancer").contains(type)) {
            errors.invalid(
                    "spec.clusterIPs[0]",
                    "None",
                    "may not be set to 'None' for " + type + " services");
        }
        if (external) {
            externalName(spec, errors);
        }
        errors.addAll(MetadataRules.labels(spec.path("selector"), "spec.selector"));
        ports(spec, type, errors);
        addresses(spec, errors);
        return errors.causes();
    }

    private static void externalName(JsonNode spec, FieldErrors errors) {
        String name = spec.path("externalName").asString("");
        if (name.isEmpty()) {
            errors.required("spec.externalName");
        } else {
            String absolute = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            errors.invalid("spec.externalName", name, NameRules.dnsSubdomain(absolute));
        }
        if (!spec.path("clusterIP").asString("").isEmpty()) {
            errors.forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        }
    }

    private static void ports(JsonNode spec, String type, FieldErrors errors) {
        List<ObjectNode> ports = Json.objectsAt(spec, "ports");
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String path = "spec.ports[" + i + "]";
            name(ports.get(i), path + ".name", ports.size() > 1, names, errors);
            number(ports.get(i), path, numbers, errors);
            if (ports.get(i).path("nodePort").asInt(0) != 0 && type.equals("ClusterIP")) {
                errors.forbidden(path + ".nodePort", "may not be used when `type` is 'ClusterIP'");
            }
        }
    }

    private static void name(
            ObjectNode port, String path, boolean needed, Set<String> names, FieldErrors errors) {
        String name = port.path("name").asString("");
        if (name.isEmpty()) {
            if (needed) {
                errors.required(path);
            }
            return;
        }
        errors.invalid(path, name, NameRules.dnsLabel(name));
        if (!names.add(name)) {
            errors.duplicate(path, name);
        }
    }

    private static void number(
            ObjectNode port, String path, Set<String> numbers, FieldErrors errors) {
        long number = port.path("port").asLong(0);
        NameRules.portNumber(number).forEach(text -> errors.invalid(path + ".port", number, text));
        JsonNode target = port.path("targetPort");
        if (target.isNumber()) {
            NameRules.portNumber(target.asLong())
                    .forEach(text -> errors.invalid(path + ".targetPort", target.asLong(), text));
        } else {
            String name = target.asString("");
            errors.invalid(path + ".targetPort", name, NameRules.portName(name));
        }
        if (!numbers.add(number + "/" + port.path("protocol").asString(""))) {
            errors.duplicate(path, port.toString());
        }
    }

    private static void addresses(JsonNode spec, FieldErrors errors) {
        String first = spec.path("clusterIPs").path(0).asString("");
        String address = spec.path("clusterIP").asString(first);
        if (!address.isEmpty() && !address.equals("None") && !IpAddress.valid(address)) {
            errors.invalid("spec.clusterIPs[0]", address, IpAddress.OBJECTION);
        }
        if (!first.isEmpty() && !first.equals(address)) {
            errors.invalidValue(
                    "spec.clusterIPs",
                    spec.path("clusterIPs"),
                    "first value must match `clusterIP`");
        }
        JsonNode external = spec.path("externalIPs");
        for (int i = 0; i < external.size(); i++) {
            String ip = external.get(i).asString("");
            if (!IpAddress.valid(ip)) {
                errors.invalid("spec.externalIPs[" + i + "]", ip, IpAddress.OBJECTION);
            }
        }
    }

    static List<Cause> validateUpdate(ObjectNode service, ObjectNode old) {
        var errors = new FieldErrors();
        errors.addAll(validate(service));
        String before = Json.text(old, "spec", "clusterIP");
        String after = Json.text(service, "spec", "clusterIP");
        boolean becomesExternal = Json.text(service, "spec", "type").equals("ExternalName");
        if (!before.isEmpty() && !becomesExternal && !after.equals(before)) {
            errors.invalidValue(
                    "spec.clusterIPs[0]", "[\"" + after + "\"]", "may not change once set");
        }
        return errors.causes();
    }
}
