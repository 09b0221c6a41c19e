package dev.kaptan.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kaptan.agent.testing.AgentUnderTest;
import dev.kaptan.agent.testing.Eventually;
import dev.kaptan.agent.testing.TestPki;
import dev.kaptan.agent.testing.TinyApi;
import dev.kaptan.runtime.ContainerRuntime;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The agent on a real Docker engine. */
class AgentIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PODS = "/api/v1/namespaces/default/pods/";

    @TempDir Path directory;
    private TinyApi api;
    private TestPki pki;
    private AgentUnderTest agent;

    @BeforeEach
    void startAgent() throws Exception {
        assumeTrue(Files.exists(Path.of("/var/run/docker.sock")), "no Docker engine here");
        api = new TinyApi();
        pki = new TestPki(directory);
        agent = start();
        var node =
                Eventually.get(
                        SOON, () -> api.get("/api/v1/nodes/" + AgentUnderTest.NODE, Node.class));
        api.put(
                new NodeBuilder(node).editSpec().withPodCIDR("10.199.7.0/24").endSpec().build(),
                Node.class);
    }

    private AgentUnderTest start() throws Exception {
        return AgentUnderTest.start(
                api,
                directory.resolve("data"),
                pki,
                "--kaptan.agent.network=kaptan-agent-it",
                "--kaptan.agent.cluster-cidr=10.199.0.0/16");
    }

    @AfterEach
    void removeEverything() throws Exception {
        if (agent == null) {
            return;
        }
        for (var pod : api.list("/api/v1/pods")) {
            api.remove(PODS + ((Map<?, ?>) pod.get("metadata")).get("name"));
        }
        var runtime = agent.bean(ContainerRuntime.class);
        Eventually.isTrue(SOON, () -> runtime.sandboxes().isEmpty());
        agent.close();
        api.close();
    }

    private Pod bound(String name, String... command) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withNodeName(AgentUnderTest.NODE)
                .withTerminationGracePeriodSeconds(2L)
                .addNewContainer()
                .withName("app")
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command)
                .endContainer()
                .endSpec()
                .build();
    }

    private Pod await(String name, Predicate<Pod> condition) throws Exception {
        return Eventually.get(
                SOON,
                () -> {
                    var pod = api.get(PODS + name, Pod.class);
                    return pod != null && pod.getStatus() != null && condition.test(pod)
                            ? pod
                            : null;
                });
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    @Test
    void runsABoundPodServesItsLogsAndCommandsAndEndsItWhenDeleted() throws Exception {
        api.put(bound("one", "sh", "-c", "echo hello; sleep 1000"), Pod.class);
        var pod = await("one", AgentIT::isReady);
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(pod.getStatus().getPodIP()).startsWith("10.199.7.");
        assertThat(pod.getStatus().getContainerStatuses().getFirst().getContainerID())
                .startsWith("docker://");

        var client =
                HttpClient.newBuilder()
                        .sslContext(pki.client("kube-apiserver-kubelet-client"))
                        .build();
        var logs =
                client.send(
                        HttpRequest.newBuilder(
                                        URI.create(agent.url("/containerLogs/default/one/app")))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(logs.body()).isEqualTo("hello\n");
        assertThat(exec(client, "/exec/default/one/app?command=echo&command=hi+there&output=1"))
                .contains("\u0001hi there\n")
                .contains("\"status\":\"Success\"");
        assertThat(
                        exec(
                                client,
                                "/exec/default/one/app?command=sh&command=-c&command=exit+3&output=1"))
                .contains("NonZeroExitCode")
                .contains("\"message\":\"3\"");

        api.deleteGracefully(PODS + "one", 1);
        Eventually.isTrue(SOON, () -> api.get(PODS + "one", Pod.class) == null);
    }

    @Test
    void adoptsWhatRunsAfterARestart() throws Exception {
        api.put(bound("kept", "sleep", "1000"), Pod.class);
        var before = await("kept", AgentIT::isReady);
        agent.close();
        agent = start();
        Thread.sleep(3000);
        var after = await("kept", AgentIT::isReady);
        assertThat(after.getStatus().getContainerStatuses().getFirst().getContainerID())
                .isEqualTo(before.getStatus().getContainerStatuses().getFirst().getContainerID());
    }

    @Test
    void reportsACrashLoop() throws Exception {
        api.put(bound("crash", "sh", "-c", "exit 7"), Pod.class);
        var pod =
                await(
                        "crash",
                        p -> {
                            var waiting =
                                    p.getStatus()
                                            .getContainerStatuses()
                                            .getFirst()
                                            .getState()
                                            .getWaiting();
                            return waiting != null
                                    && "CrashLoopBackOff".equals(waiting.getReason());
                        });
        var status = pod.getStatus().getContainerStatuses().getFirst();
        assertThat(status.getState().getWaiting().getMessage())
                .isEqualTo(
                        "back-off 10s restarting failed container=app pod=crash_default(%s)"
                                .formatted(pod.getMetadata().getUid()));
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(7);
        assertThat(status.getRestartCount()).isEqualTo(1);
    }

    private String exec(HttpClient client, String path) throws Exception {
        var text = new StringBuilder();
        var done = new CompletableFuture<Void>();
        client.newWebSocketBuilder()
                .subprotocols("v5.channel.k8s.io", "v4.channel.k8s.io")
                .buildAsync(
                        URI.create(agent.url(path).replace("https:", "wss:")),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onBinary(
                                    WebSocket socket, ByteBuffer data, boolean last) {
                                text.append(StandardCharsets.UTF_8.decode(data));
                                return WebSocket.Listener.super.onBinary(socket, data, last);
                            }

                            @Override
                            public CompletionStage<?> onClose(
                                    WebSocket socket, int code, String reason) {
                                done.complete(null);
                                return null;
                            }

                            @Override
                            public void onError(WebSocket socket, Throwable failure) {
                                done.completeExceptionally(failure);
                            }
                        })
                .get(20, TimeUnit.SECONDS);
        done.get(20, TimeUnit.SECONDS);
        return text.toString();
    }
}
