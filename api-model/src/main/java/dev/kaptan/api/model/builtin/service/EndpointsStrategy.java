package dev.kaptan.api.model.builtin.service;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Endpoints, the older form of EndpointSlices. */
public final class EndpointsStrategy implements KindStrategy {

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode endpoints) {
        var errors = new FieldErrors();
        List<ObjectNode> subsets = Json.objectsAt(endpoints, "subsets");
        for (int i = 0; i < subsets.size(); i++) {
            subset(subsets.get(i), "subsets[" + i + "]", errors);
        }
        return errors.causes();
    }

    private static void subset(ObjectNode subset, String path, FieldErrors errors) {
        if (subset.path("addresses").isEmpty() && subset.path("notReadyAddresses").isEmpty()) {
            errors.required(path, "must specify `addresses` or `notReadyAddresses`");
        }
        for (String list : List.of("addresses", "notReadyAddresses")) {
            List<ObjectNode> addresses = Json.objectsAt(subset, list);
            for (int i = 0; i < addresses.size(); i++) {
                String ip = addresses.get(i).path("ip").asString("");
                if (!IpAddress.valid(ip)) {
                    errors.invalid(path + "." + list + "[" + i + "].ip", ip, IpAddress.OBJECTION);
                }
            }
        }
        List<ObjectNode> ports = Json.objectsAt(subset, "ports");
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), path + ".ports[" + i + "]", ports.size() > 1, errors);
        }
    }

    private static void port(ObjectNode port, String path, boolean named, FieldErrors errors) {
        String name = port.path("name").asString("");
        if (named && name.isEmpty()) {
            errors.required(path + ".name");
        } else if (!name.isEmpty()) {
            errors.invalid(path + ".name", name, NameRules.dnsLabel(name));
        }
        long number = port.path("port").asLong(0);
        NameRules.portNumber(number).forEach(text -> errors.invalid(path + ".port", number, text));
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode endpoints, ObjectNode old) {
        return validateCreate(endpoints);
    }
}
