package dev.kaptan.api.model.table;

import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells of services, endpoints and endpoint slices. */
final class ServiceCells {

    private static final int SHOWN = 3;
    private static final String UNSET = "<unset>";

    static final Map<String, Cell> ALL =
            Map.of(
                    "serviceClusterIp",
                    Cell.text(ServiceCells::clusterIp),
                    "serviceExternalIp",
                    Cell.text(ServiceCells::externalIp),
                    "servicePorts",
                    Cell.text(ServiceCells::ports),
                    "serviceSelector",
                    Cell.text(
                            service -> WorkloadCells.labels(Json.at(service, "spec", "selector"))),
                    "endpoints",
                    Cell.text(ServiceCells::endpoints),
                    "slicePorts",
                    Cell.text(ServiceCells::slicePorts),
                    "sliceEndpoints",
                    Cell.text(ServiceCells::sliceEndpoints));

    private ServiceCells() {}

    private static String clusterIp(ObjectNode service) {
        String first = Json.at(service, "spec", "clusterIPs").path(0).asString("");
        return Cell.or(Cell.or(first, Json.text(service, "spec", "clusterIP")), Cell.NONE);
    }

    private static String externalIp(ObjectNode service) {
        List<String> addresses = new ArrayList<>();
        String type = Json.text(service, "spec", "type");
        if (type.equals("ExternalName")) {
            return Json.text(service, "spec", "externalName");
        }
        boolean balanced = type.equals("LoadBalancer");
        if (balanced) {
            for (ObjectNode ingress :
                    Json.objectsAt(service, "status", "loadBalancer", "ingress")) {
                String address = ingress.path("ip").asString("");
                addresses.add(Cell.or(address, ingress.path("hostname").asString("")));
            }
        }
        Json.at(service, "spec", "externalIPs").forEach(ip -> addresses.add(ip.asString("")));
        return Cell.or(String.join(",", addresses), balanced ? "<pending>" : Cell.NONE);
    }

    private static String ports(ObjectNode service) {
        String ports =
                Json.objectsAt(service, "spec", "ports").stream()
                        .map(ServiceCells::port)
                        .collect(Collectors.joining(","));
        return Cell.or(ports, Cell.NONE);
    }

    private static String port(ObjectNode port) {
        long nodePort = port.path("nodePort").asLong(0);
        String node = nodePort > 0 ? ":" + nodePort : "";
        return port.path("port").asLong(0) + node + "/" + port.path("protocol").asString("");
    }

    private static String endpoints(ObjectNode endpoints) {
        List<String> all = new ArrayList<>();
        for (ObjectNode subset : Json.objectsAt(endpoints, "subsets")) {
            List<String> addresses = texts(subset, "addresses", "ip");
            List<String> ports = texts(subset, "ports", "port");
            if (ports.isEmpty()) {
                all.addAll(addresses);
            }
            ports.forEach(port -> addresses.forEach(ip -> all.add(hostPort(ip, port))));
        }
        return shortened(all, Cell.NONE);
    }

    private static List<String> texts(ObjectNode object, String list, String field) {
        return object.path(list).valueStream().map(each -> each.path(field).asString("")).toList();
    }

    private static String hostPort(String ip, String port) {
        return ip.contains(":") ? "[" + ip + "]:" + port : ip + ":" + port;
    }

    private static String slicePorts(ObjectNode slice) {
        return shortened(
                slice.path("ports").valueStream().map(ServiceCells::slicePort).toList(), UNSET);
    }

    private static String slicePort(JsonNode port) {
        String name = port.path("name").asString("");
        return port.path("port").asString(Cell.or(name, "*"));
    }

    private static String sliceEndpoints(ObjectNode slice) {
        List<String> addresses =
                slice.path("endpoints")
                        .valueStream()
                        .flatMap(endpoint -> endpoint.path("addresses").valueStream())
                        .map(address -> address.asString(""))
                        .toList();
        return shortened(addresses, UNSET);
    }

    /** The first three, and how many more there are. */
    private static String shortened(List<String> all, String none) {
        if (all.size() <= SHOWN) {
            return Cell.or(String.join(",", all), none);
        }
        return String.join(",", all.subList(0, SHOWN)) + " + " + (all.size() - SHOWN) + " more...";
    }
}
