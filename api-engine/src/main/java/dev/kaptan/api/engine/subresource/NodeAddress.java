package dev.kaptan.api.engine.subresource;

import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Where a node's agent listens. */
record NodeAddress(String name, String host, int port) {

    private static final int USUAL_PORT = 10250;

    /** Upstream's default of {@code --kubelet-preferred-address-types}. */
    private static final List<String> PREFERRED =
            List.of("Hostname", "InternalDNS", "InternalIP", "ExternalDNS", "ExternalIP");

    /** A Hostname is what people call the node; only an address surely leads there. */
    private static final List<String> RESOLVABLE = List.of("InternalIP", "ExternalIP");

    /**
     * @throws ApiException NotFound where the node is gone, InternalError where it tells no address
     */
    static NodeAddress of(Resources resources, String nodeName) {
        Resource nodes = resources.require("", "v1", "nodes");
        Stored stored = nodes.base(nodes.key("", nodeName));
        if (stored == null) {
            throw ApiException.notFound("", "nodes", nodeName);
        }
        ObjectNode node = stored.object();
        int port =
                Json.at(node, "status", "daemonEndpoints", "kubeletEndpoint", "Port")
                        .asInt(USUAL_PORT);
        return new NodeAddress(nodeName, host(node, nodeName), port);
    }

    private static String host(ObjectNode node, String nodeName) {
        List<ObjectNode> addresses = Json.objectsAt(node, "status", "addresses");
        for (List<String> types : List.of(RESOLVABLE, PREFERRED)) {
            for (String type : types) {
                for (ObjectNode address : addresses) {
                    if (Json.text(address, "type").equals(type)) {
                        return Json.text(address, "address");
                    }
                }
            }
        }
        throw ApiException.internalError(
                new IllegalStateException(
                        "no preferred addresses found for node "
                                + nodeName
                                + "; known addresses: []"));
    }
}
