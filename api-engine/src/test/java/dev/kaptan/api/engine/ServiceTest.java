package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class ServiceTest {

    private static final String SERVICES = "/api/v1/namespaces/default/services";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static String service(String name, String spec) {
        return "{\"metadata\":{\"name\":\"%s\"},\"spec\":{%s\"ports\":[{\"port\":80}]}}"
                .formatted(name, spec);
    }

    private String ip(String name, String spec) {
        return Json.text(cluster.post(SERVICES, service(name, spec)), "spec", "clusterIP");
    }

    private static int nodePort(ObjectNode service) {
        return Json.objectsAt(service, "spec", "ports").getFirst().path("nodePort").asInt(0);
    }

    @Test
    void givesEachServiceItsOwnAddress() throws Exception {
        Set<String> addresses = ConcurrentHashMap.newKeySet();
        var threads = new HashSet<Thread>();
        for (int i = 0; i < 20; i++) {
            String name = "s" + i;
            threads.add(Thread.ofVirtual().start(() -> addresses.add(ip(name, ""))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(addresses).hasSize(20).allMatch(address -> address.startsWith("10.96."));
    }

    @Test
    void givesTheKubernetesServiceTheFirstAddress() {
        assertThat(Json.text(cluster.get(SERVICES + "/kubernetes"), "spec", "clusterIP"))
                .isEqualTo("10.96.0.1");
        var endpoints = cluster.get("/api/v1/namespaces/default/endpoints/kubernetes");
        assertThat(Json.text(endpoints.path("subsets").path(0).path("addresses").path(0), "ip"))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void refusesAddressesThatAreTakenOrForeign() {
        assertThat(ip("a", "\"clusterIP\":\"10.96.0.9\",")).isEqualTo("10.96.0.9");
        var taken =
                cluster.failure(
                        call("POST", SERVICES, service("b", "\"clusterIP\":\"10.96.0.9\",")));
        assertThat(taken.code()).isEqualTo(422);
        assertThat(taken.getMessage())
                .contains("failed to allocate IP 10.96.0.9: provided IP is already allocated");
        var foreign =
                cluster.failure(
                        call("POST", SERVICES, service("b", "\"clusterIP\":\"192.168.0.1\",")));
        assertThat(foreign.getMessage())
                .contains(
                        "the provided IP (192.168.0.1) is not in the valid range. The range of"
                                + " valid IPs is 10.96.0.0/16");
    }

    @Test
    void givesAddressesBack() {
        ip("a", "\"clusterIP\":\"10.96.0.9\",");
        cluster.delete(SERVICES + "/a");
        assertThat(ip("b", "\"clusterIP\":\"10.96.0.9\",")).isEqualTo("10.96.0.9");
    }

    @Test
    void keepsTheAddressThroughUpdates() {
        String before = ip("a", "");
        var after = cluster.merge(SERVICES + "/a", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        assertThat(Json.text(after, "spec", "clusterIP")).isEqualTo(before);
    }

    @Test
    void leavesHeadlessAndExternalServicesWithout() {
        assertThat(ip("a", "\"clusterIP\":\"None\",")).isEqualTo("None");
        assertThat(ip("b", "\"type\":\"ExternalName\",\"externalName\":\"x.example\",")).isEmpty();
    }

    @Test
    void givesNodePortsAndTakesThemBack() {
        var created = cluster.post(SERVICES, service("a", "\"type\":\"NodePort\","));
        int port = nodePort(created);
        assertThat(port).isBetween(30000, 32767);
        String same =
                "{\"metadata\":{\"name\":\"b\"},\"spec\":{\"type\":\"NodePort\",\"ports\":[{\"port\":80,\"nodePort\":%d}]}}"
                        .formatted(port);
        assertThat(cluster.failure(call("POST", SERVICES, same)).getMessage())
                .contains(
                        "spec.ports[0].nodePort: Invalid value: %d: provided port is already allocated"
                                .formatted(port));
        cluster.merge(
                SERVICES + "/a",
                "{\"spec\":{\"type\":\"ClusterIP\",\"ports\":[{\"port\":80,\"protocol\":\"TCP\"}]}}");
        assertThat(nodePort(cluster.post(SERVICES, same))).isEqualTo(port);
        assertThat(
                        cluster.failure(
                                        call(
                                                "POST",
                                                SERVICES,
                                                same.replace("" + port, "80")
                                                        .replace("\"b\"", "\"c\"")))
                                .getMessage())
                .contains("The range of valid ports is 30000-32767");
    }

    @Test
    void releasesWhatARefusedServiceTook() {
        ip("a", "");
        var before = cluster.store.list("/registry/ranges/", null, 0, 0).entries().size();
        cluster.failure(call("POST", SERVICES, service("a", "\"type\":\"NodePort\",")));
        assertThat(cluster.store.list("/registry/ranges/", null, 0, 0).entries()).hasSize(before);
    }

    @Test
    void repairsClaimsAtStart() {
        String ip = ip("a", "");
        String key = "/registry/ranges/serviceips/" + ip;
        var entry = cluster.store.get(key);
        cluster.store.delete(key, entry.modRevision());
        var again = new TestServer(Clock.systemUTC(), cluster.store);
        assertThat(cluster.store.get(key)).isNotNull();
        again.server.close();
    }
}
