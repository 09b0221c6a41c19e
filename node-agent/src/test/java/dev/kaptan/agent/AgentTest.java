package dev.kaptan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.testing.AgentUnderTest;
import dev.kaptan.agent.testing.Eventually;
import dev.kaptan.agent.testing.TestPki;
import dev.kaptan.agent.testing.TinyApi;
import dev.kaptan.runtime.memory.Behaviour;
import dev.kaptan.runtime.memory.InMemoryContainerRuntime;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/** The whole agent over HTTP on both sides, with containers that only seem to run. */
class AgentTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PODS = "/api/v1/namespaces/default/pods/";

    @TempDir static Path directory;
    private static TinyApi api;
    private static TestPki pki;
    private static InMemoryContainerRuntime runtime;
    private static AgentUnderTest agent;

    @BeforeAll
    static void startAgent() throws Exception {
        api = new TinyApi();
        pki = new TestPki(directory);
        runtime =
                new InMemoryContainerRuntime(
                        Clock.systemUTC(), spec -> Behaviour.runsForever().writing("hello"));
        runtime.withImage("busybox:1.36").refusingImage("nowhere:1", "no such host");
        agent = AgentUnderTest.start(api, directory.resolve("data"), pki, runtime);
        var node =
                Eventually.get(
                        SOON, () -> api.get("/api/v1/nodes/" + AgentUnderTest.NODE, Node.class));
        api.put(
                new NodeBuilder(node).editSpec().withPodCIDR("10.244.7.0/24").endSpec().build(),
                Node.class);
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
        api.close();
    }

    private static Pod bound(String name, String image) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withNodeName(AgentUnderTest.NODE)
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .endContainer()
                .endSpec()
                .build();
    }

    private static Pod await(String name, Predicate<Pod> condition) throws Exception {
        return Eventually.get(
                SOON,
                () -> {
                    var pod = api.get(PODS + name, Pod.class);
                    return pod != null && pod.getStatus() != null && condition.test(pod)
                            ? pod
                            : null;
                });
    }

    private static boolean isRunning(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase());
    }

    private static HttpResponse<String> get(String client, String path) throws Exception {
        try (var http = HttpClient.newBuilder().sslContext(pki.client(client)).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(agent.url(path))).build(),
                    BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> asGateway(String path) throws Exception {
        return get("kube-apiserver-kubelet-client", path);
    }

    @Test
    void registersItsNodeAndRenewsItsLease() throws Exception {
        var node = api.get("/api/v1/nodes/" + AgentUnderTest.NODE, Node.class);
        assertThat(node.getMetadata().getLabels())
                .containsEntry("kubernetes.io/hostname", AgentUnderTest.NODE)
                .containsEntry("kubernetes.io/os", "linux");
        assertThat(node.getStatus().getNodeInfo().getKubeletVersion())
                .isEqualTo("v1.36.0+kaptan.1");
        assertThat(node.getStatus().getCapacity().get("cpu").toString()).isEqualTo("4");
        assertThat(node.getStatus().getCapacity().get("pods").toString()).isEqualTo("110");
        var lease =
                Eventually.get(
                        SOON,
                        () ->
                                api.get(
                                        "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/"
                                                + AgentUnderTest.NODE,
                                        Lease.class));
        assertThat(lease.getSpec().getHolderIdentity()).isEqualTo(AgentUnderTest.NODE);
    }

    @Test
    void runsABoundPodAndDeletesItsObjectWhenItHasEnded() throws Exception {
        api.put(bound("one", "busybox:1.36"), Pod.class);
        var pod = await("one", AgentTest::isRunning);
        assertThat(pod.getStatus().getPodIP()).startsWith("10.244.7.");
        assertThat(asGateway("/containerLogs/default/one/app").body()).isEqualTo("hello\n");
        assertThat(asGateway("/pods").body()).contains("\"name\":\"one\"");
        assertThat(asGateway("/metrics/resource").body()).contains("node_cpu_usage_seconds_total");
        api.deleteGracefully(PODS + "one", 1);
        Eventually.isTrue(SOON, () -> api.get(PODS + "one", Pod.class) == null);
        Eventually.isTrue(
                SOON,
                () -> runtime.containers().stream().noneMatch(c -> c.pod().name().equals("one")));
    }

    @Test
    void saysWhyAnImageCannotBePulled() throws Exception {
        api.put(bound("pull", "nowhere:1"), Pod.class);
        var pod =
                await(
                        "pull",
                        p ->
                                p.getStatus().getContainerStatuses().stream()
                                        .anyMatch(s ->
                                                s.getState().getWaiting() != null
                                                        && "ErrImagePull"
                                                                .equals(
                                                                        s.getState()
                                                                                .getWaiting()
                                                                                .getReason())));
        assertThat(
                        pod.getStatus()
                                .getContainerStatuses()
                                .getFirst()
                                .getState()
                                .getWaiting()
                                .getMessage())
                .contains("no such host");
        api.remove(PODS + "pull");
    }

    @Test
    void letsInOnlyClientsThatMayUseItsApi() throws Exception {
        assertThat(asGateway("/pods").statusCode()).isEqualTo(200);
        var stranger = get("somebody", "/pods");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).contains("user=somebody");
        assertThat(get(null, "/pods").statusCode()).isEqualTo(401);
        assertThat(get(null, "/healthz").statusCode()).isIn(200, 503);
    }

    @Test
    void answersClearlyWhatItDoesNotKnowOrSupport() throws Exception {
        var missing = asGateway("/containerLogs/default/nobody/app");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("pod does not exist: default/nobody");
        assertThat(asGateway("/portForward/default/one").statusCode()).isEqualTo(501);
    }
}
