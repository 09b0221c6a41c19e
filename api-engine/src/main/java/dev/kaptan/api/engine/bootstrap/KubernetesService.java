package dev.kaptan.api.engine.bootstrap;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.node.ObjectNode;

/** The Service {@code kubernetes}, through which pods reach the API server, and its endpoints. */
record KubernetesService(String clusterIp, String address, int port) {

    private static final String NAME = "kubernetes";

    ObjectNode service() {
        ObjectNode service = object("v1", "Service");
        label(service, "component", "apiserver");
        label(service, "provider", "kubernetes");
        ObjectNode spec = service.putObject("spec");
        spec.put("type", "ClusterIP").put("clusterIP", clusterIp).put("sessionAffinity", "None");
        spec.putArray("clusterIPs").add(clusterIp);
        spec.putArray("ipFamilies").add("IPv4");
        spec.put("ipFamilyPolicy", "SingleStack");
        spec.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("protocol", "TCP")
                .put("port", 443)
                .put("targetPort", port);
        return service;
    }

    ObjectNode endpoints() {
        ObjectNode endpoints = object("v1", "Endpoints");
        label(endpoints, "endpointslice.kubernetes.io/skip-mirror", "true");
        ObjectNode subset = endpoints.putArray("subsets").addObject();
        subset.putArray("addresses").addObject().put("ip", address);
        port(subset.putArray("ports").addObject());
        return endpoints;
    }

    ObjectNode endpointSlice() {
        ObjectNode slice = object("discovery.k8s.io/v1", "EndpointSlice");
        label(slice, "kubernetes.io/service-name", NAME);
        slice.put("addressType", address.contains(":") ? "IPv6" : "IPv4");
        ObjectNode endpoint = slice.putArray("endpoints").addObject();
        endpoint.putArray("addresses").add(address);
        endpoint.putObject("conditions").put("ready", true);
        port(slice.putArray("ports").addObject());
        return slice;
    }

    private void port(ObjectNode entry) {
        entry.put("name", "https").put("port", port).put("protocol", "TCP");
    }

    private static ObjectNode object(String apiVersion, String kind) {
        ObjectNode object = Json.object();
        object.put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", NAME).put("namespace", "default");
        return object;
    }

    private static void label(ObjectNode object, String key, String value) {
        Json.ensureObject(object, "metadata", "labels").put(key, value);
    }

    /** The Endpoints that are there with the address of this server. Changes {@code existing}. */
    static ObjectNode withSubsets(ObjectNode existing, ObjectNode wanted) {
        existing.set("subsets", wanted.path("subsets").deepCopy());
        return existing;
    }

    /** The slice that is there with the address of this server. Changes {@code existing}. */
    static ObjectNode withEndpoints(ObjectNode existing, ObjectNode wanted) {
        existing.set("endpoints", wanted.path("endpoints").deepCopy());
        existing.set("ports", wanted.path("ports").deepCopy());
        return existing;
    }
}
