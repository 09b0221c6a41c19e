package dev.kaptan.api.engine.service;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a Service holds by its own words. */
record Holdings(Set<String> addresses, Set<String> nodePorts) {

    static final Holdings NOTHING = new Holdings(Set.of(), Set.of());

    static Holdings of(@Nullable ObjectNode service) {
        if (service == null) {
            return NOTHING;
        }
        var addresses = new LinkedHashSet<String>();
        addresses.add(Json.text(service, "spec", "clusterIP"));
        Json.at(service, "spec", "clusterIPs").forEach(ip -> addresses.add(ip.asString("")));
        addresses.remove("");
        addresses.remove("None");
        var ports = new LinkedHashSet<String>();
        for (ObjectNode port : Json.objectsAt(service, "spec", "ports")) {
            ports.add(Integer.toString(port.path("nodePort").asInt(0)));
        }
        ports.add(Integer.toString(Json.at(service, "spec", "healthCheckNodePort").asInt(0)));
        ports.remove("0");
        return new Holdings(addresses, ports);
    }

    static String owner(ObjectNode service) {
        return Meta.namespace(service) + "/" + Meta.name(service);
    }
}
