package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

class AdmissionTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
    private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static String pod(String name, String spec) {
        return "{\"metadata\":{\"name\":\"%s\"},\"spec\":{%s\"containers\":[{\"name\":\"c\",\"image\":\"busybox:1.36\"}]}}"
                .formatted(name, spec);
    }

    private void account(String body) {
        cluster.post(ACCOUNTS, "{\"metadata\":{\"name\":\"default\"}%s}".formatted(body));
    }

    @Test
    void givesPodsTheirAccountAndItsToken() {
        account("");
        ObjectNode pod = cluster.post(PODS, pod("p", ""));
        assertThat(Json.text(pod, "spec", "serviceAccountName")).isEqualTo("default");
        var volume = Json.objectsAt(pod, "spec", "volumes").getFirst();
        assertThat(Json.text(volume, "name")).matches("kube-api-access-[a-z0-9]{5}");
        assertThat(volume.path("projected").path("sources")).hasSize(3);
        var mount =
                Json.objectsAt(pod, "spec", "containers").getFirst().path("volumeMounts").path(0);
        assertThat(Json.text(mount, "mountPath")).isEqualTo(TOKEN_PATH);
        assertThat(mount.path("readOnly").asBoolean()).isTrue();
    }

    @Test
    void mountsNoTokenWhereNobodyWantsOne() {
        account(",\"automountServiceAccountToken\":false");
        assertThat(cluster.post(PODS, pod("p", "")).path("spec").path("volumes").isEmpty())
                .isTrue();
        var wanted = cluster.post(PODS, pod("q", "\"automountServiceAccountToken\":true,"));
        assertThat(wanted.path("spec").path("volumes")).hasSize(1);
    }

    @Test
    void refusesPodsWithoutTheirAccount() {
        var failure =
                cluster.failure(call("POST", PODS, pod("p", "\"serviceAccountName\":\"none\",")));
        assertThat(failure.code()).isEqualTo(403);
        assertThat(failure.getMessage())
                .isEqualTo(
                        "pods \"p\" is forbidden: error looking up service account default/none:"
                                + " serviceaccount \"none\" not found");
    }

    @Test
    void waitsForTheAccountOfANewNamespace() throws Exception {
        var late =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Thread.sleep(250);
                                account("");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(Json.text(cluster.post(PODS, pod("p", "")), "metadata", "name")).isEqualTo("p");
        late.join();
    }

    @Test
    void letsPodsBearALostNodeForFiveMinutes() {
        account("");
        var tolerations = Json.objectsAt(cluster.post(PODS, pod("p", "")), "spec", "tolerations");
        assertThat(tolerations).hasSize(2);
        assertThat(tolerations.getFirst().path("tolerationSeconds").asInt()).isEqualTo(300);
        var own = cluster.post(PODS, pod("q", "\"tolerations\":[{\"operator\":\"Exists\"}],"));
        assertThat(Json.objectsAt(own, "spec", "tolerations")).hasSize(1);
    }

    @Test
    void turnsPriorityClassesIntoNumbers() {
        account("");
        var critical =
                cluster.post(PODS, pod("p", "\"priorityClassName\":\"system-node-critical\","));
        assertThat(Json.at(critical, "spec", "priority").asInt()).isEqualTo(2_000_001_000);
        assertThat(Json.at(cluster.post(PODS, pod("q", "")), "spec", "priority").asInt()).isZero();
        var failure =
                cluster.failure(call("POST", PODS, pod("r", "\"priorityClassName\":\"none\",")));
        assertThat(failure)
                .hasMessage("pods \"r\" is forbidden: no PriorityClass with name none was found");
    }

    @Test
    void taintsNewNodes() {
        var node = cluster.post("/api/v1/nodes", "{\"metadata\":{\"name\":\"n\"}}");
        assertThat(Json.text(Json.objectsAt(node, "spec", "taints").getFirst(), "key"))
                .isEqualTo("node.kubernetes.io/not-ready");
    }

    @Test
    void keepsNodesToTheirOwn() {
        var node = User.of("system:node:n1", "system:nodes", User.AUTHENTICATED_GROUP);
        cluster.send(call("POST", "/api/v1/nodes", "{\"metadata\":{\"name\":\"n1\"}}").as(node));
        var failure =
                cluster.failure(
                        call("POST", "/api/v1/nodes", "{\"metadata\":{\"name\":\"n2\"}}").as(node));
        assertThat(failure)
                .hasMessage(
                        "nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node"
                                + " \"n2\"");
        account("");
        cluster.post(PODS, pod("p", "\"nodeName\":\"n2\","));
        assertThat(cluster.failure(call("DELETE", PODS + "/p", "").as(node)).code()).isEqualTo(403);
    }
}
