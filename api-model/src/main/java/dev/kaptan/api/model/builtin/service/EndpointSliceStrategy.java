package dev.kaptan.api.model.builtin.service;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** EndpointSlices, as upstream's registry/discovery/endpointslice treats them. */
public final class EndpointSliceStrategy implements KindStrategy {

    private static final int MOST_ENDPOINTS = 1000;
    private static final int MOST_ADDRESSES = 100;

    @Override
    public void prepareForCreate(ObjectNode slice) {
        Lifecycle.firstGeneration(slice);
    }

    @Override
    public void prepareForUpdate(ObjectNode slice, ObjectNode old) {
        Lifecycle.countGeneration(slice, old);
    }

    @Override
    public List<Cause> validateCreate(ObjectNode slice) {
        var errors = new FieldErrors();
        String type = slice.path("addressType").asString("");
        if (type.isEmpty()) {
            errors.required("addressType");
        }
        List<ObjectNode> endpoints = Json.objectsAt(slice, "endpoints");
        if (endpoints.size() > MOST_ENDPOINTS) {
            errors.invalid("endpoints", endpoints.size(), "must have at most 1000 items");
        }
        for (int i = 0; i < endpoints.size(); i++) {
            addresses(
                    endpoints.get(i).path("addresses"),
                    "endpoints[" + i + "].addresses",
                    type,
                    errors);
        }
        List<ObjectNode> ports = Json.objectsAt(slice, "ports");
        for (int i = 0; i < ports.size(); i++) {
            String name = ports.get(i).path("name").asString("");
            if (!name.isEmpty()) {
                errors.invalid("ports[" + i + "].name", name, NameRules.dnsLabel(name));
            }
        }
        return errors.causes();
    }

    private static void addresses(
            JsonNode addresses, String path, String type, FieldErrors errors) {
        if (addresses.isEmpty()) {
            errors.required(path, "must contain at least 1 address");
        } else if (addresses.size() > MOST_ADDRESSES) {
            errors.invalid(path, addresses.size(), "must have at most 100 items");
        }
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i).asString("");
            boolean fits =
                    switch (type) {
                        case "IPv4" -> IpAddress.v4(address);
                        case "IPv6" -> IpAddress.v6(address);
                        default -> NameRules.dnsSubdomain(address).isEmpty();
                    };
            if (!fits) {
                errors.invalid(
                        path + "[" + i + "]",
                        address,
                        type.equals("FQDN")
                                ? NameRules.dnsSubdomain(address)
                                : List.of("must be a valid " + type + " address"));
            }
        }
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode slice, ObjectNode old) {
        var errors = new FieldErrors();
        errors.addAll(validateCreate(slice));
        if (!slice.path("addressType").equals(old.path("addressType"))) {
            errors.immutable("addressType", slice.path("addressType").asString(""));
        }
        return errors.causes();
    }
}
