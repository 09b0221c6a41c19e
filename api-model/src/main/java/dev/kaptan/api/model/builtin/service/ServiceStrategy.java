package dev.kaptan.api.model.builtin.service;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Services, as upstream's registry/core/service treats them, but for the allocation of addresses.
 */
public final class ServiceStrategy implements KindStrategy {

    private static final int CLIENT_STICKS_SECONDS = 10_800;

    @Override
    public void applyDefaults(ObjectNode service) {
        if (!(service.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        Json.objectsAt(spec, "ports").forEach(ServiceStrategy::targetPort);
        if (spec.path("sessionAffinity").asString("").equals("ClientIP")) {
            ObjectNode client = Json.ensureObject(spec, "sessionAffinityConfig", "clientIP");
            if (!client.has("timeoutSeconds")) {
                client.put("timeoutSeconds", CLIENT_STICKS_SECONDS);
            }
        }
        trafficPolicies(spec);
    }

    private static void targetPort(ObjectNode port) {
        JsonNode target = port.path("targetPort");
        boolean unset = target.isMissingNode() || target.asString("").isEmpty();
        boolean zero = target.isNumber() && target.asInt() == 0;
        if ((unset || zero) && port.has("port")) {
            port.set("targetPort", port.get("port"));
        }
    }

    private static void trafficPolicies(ObjectNode spec) {
        String type = spec.path("type").asString("");
        boolean balanced = type.equals("LoadBalancer");
        boolean outside =
                balanced
                        || type.equals("NodePort")
                        || type.equals("ClusterIP") && !spec.path("externalIPs").isEmpty();
        if (outside && !spec.has("externalTrafficPolicy")) {
            spec.put("externalTrafficPolicy", "Cluster");
        }
        if (!type.equals("ExternalName") && !spec.has("internalTrafficPolicy")) {
            spec.put("internalTrafficPolicy", "Cluster");
        }
        if (balanced && !spec.has("allocateLoadBalancerNodePorts")) {
            spec.put("allocateLoadBalancerNodePorts", true);
        }
    }

    @Override
    public void prepareForCreate(ObjectNode service) {
        service.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void prepareForUpdate(ObjectNode service, ObjectNode old) {
        Lifecycle.keep(service, old, "status");
        ObjectNode before = Json.objectAt(old, "spec");
        if (service.get("spec") instanceof ObjectNode spec && before != null) {
            Allocated.carryOver(spec, before.deepCopy());
        }
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode service, ObjectNode old) {
        Lifecycle.keep(service, old, "spec");
    }

    @Override
    public List<String> nameObjections(String name) {
        return NameRules.dns1035Label(name);
    }

    @Override
    public List<Cause> validateCreate(ObjectNode service) {
        return ServiceRules.validate(service);
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode service, ObjectNode old) {
        return ServiceRules.validateUpdate(service, old);
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
