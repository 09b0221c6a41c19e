package dev.kaptan.controller.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

class DiscoveryTest {

    private static final String CORE =
            """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},
             "items":[{"metadata":{"creationTimestamp":null},"versions":[{"version":"v1","freshness":"Current","resources":[
               {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod",
                "verbs":["get","list"],"shortNames":["po"],
                "subresources":[{"subresource":"status","responseKind":{"group":"","version":"v1","kind":"Pod"},"verbs":["get"]}]},
               {"resource":"nodes","responseKind":{"group":"","version":"v1","kind":"Node"},"scope":"Cluster","singularResource":"node",
                "verbs":["list"]}]}]}]}
            """;
    private static final String GROUPS =
            """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},
             "items":[
               {"metadata":{"name":"apps"},"versions":[
                 {"version":"v1","resources":[
                   {"resource":"deployments","responseKind":{"group":"apps","version":"v1","kind":"Deployment"},
                    "scope":"Namespaced","verbs":["list"]}]},
                 {"version":"v1beta1","resources":[
                   {"resource":"old","responseKind":{"group":"apps","version":"v1beta1","kind":"Old"},
                    "scope":"Namespaced","verbs":["list"]}]}]},
               {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1","freshness":"Stale"}]},
               {"metadata":{"name":"empty.example.com"},"versions":[{"version":"v1"}]}]}
            """;

    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().getPath());
                    var document = documents.get(exchange.getRequestURI().getPath());
                    var bytes = (document == null ? "" : document).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(document == null ? 503 : 200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        client =
                new KubernetesClientBuilder()
                        .editOrNewConfig()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .endConfig()
                        .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private Discovery.Found discover() throws InterruptedException {
        return new Discovery(new DynamicClient(client)).resources();
    }

    @Test
    void findsEachGroupInItsPreferredVersionInTwoRequests() throws Exception {
        documents.put("/api", CORE);
        documents.put("/apis", GROUPS);
        var found = discover();
        assertThat(found.resources())
                .containsExactly(
                        new ApiResource("v1", "pods", "Pod", true, Set.of("get", "list")),
                        new ApiResource("v1", "nodes", "Node", false, Set.of("list")),
                        new ApiResource(
                                "apps/v1", "deployments", "Deployment", true, Set.of("list")));
        assertThat(asked).containsExactly("/api", "/apis");
    }

    @Test
    void whatTheServerCouldNotAskIsNamedAndNotTakenForAbsent() throws Exception {
        documents.put("/api", CORE);
        documents.put("/apis", GROUPS);
        assertThat(discover().failed()).containsExactly("metrics.k8s.io/v1");
    }

    @Test
    void anotherDocumentIsNotTakenForAServerThatServesNothing() {
        documents.put("/api", "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
        assertThatThrownBy(this::discover)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessage("/api is of kind APIVersions, not APIGroupDiscoveryList");
    }

    @Test
    void aServerThatDoesNotAnswerIsAFailure() {
        documents.put("/api", CORE);
        assertThatThrownBy(this::discover).isInstanceOf(KubernetesClientException.class);
    }
}
