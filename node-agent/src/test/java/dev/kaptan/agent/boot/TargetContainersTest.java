package dev.kaptan.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.testing.TinyApi;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.cache.Resource;
import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.connect.Credentials;
import dev.kaptan.runtime.memory.Behaviour;
import dev.kaptan.runtime.memory.InMemoryContainerRuntime;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpStatus;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests that come while the agent has just started. */
@Timeout(60)
class TargetContainersTest {

    private TinyApi api;
    private KubernetesClient client;
    private Informers informers;
    private BoundPods pods;
    private RuntimeView view;

    @BeforeEach
    void start() throws IOException {
        api = new TinyApi();
        api.put(
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("one")
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("here")
                        .addNewContainer()
                        .withName("app")
                        .endContainer()
                        .endSpec()
                        .build(),
                Pod.class);
        var anybody = new Credentials.Explicit(api.url(), null, null, null, null);
        client = ApiConnection.open(anybody, "test");
        informers = new Informers(client);
        pods = new BoundPods(informers.of(Resource.of(Pod.class, "spec.nodeName=here")));
        var runtime =
                new InMemoryContainerRuntime(Clock.systemUTC(), spec -> Behaviour.runsForever());
        view = new RuntimeView(runtime, uid -> true);
    }

    @AfterEach
    void stop() {
        informers.close();
        client.close();
        api.close();
    }

    private NoSuchTargetException refusal(Duration patience) {
        try {
            new TargetContainers(pods, view, patience).running("default", "one", "app");
            throw new AssertionError("there is no such container");
        } catch (NoSuchTargetException e) {
            return e;
        }
    }

    @Test
    void waitForTheFirstWordOfApiAndRuntime() {
        var answer =
                CompletableFuture.supplyAsync(
                        () -> refusal(Duration.ofMinutes(1)), Thread::startVirtualThread);
        informers.start();
        view.look();
        assertThat(answer.join()).hasMessage("container not found (\"app\")");
    }

    @Test
    void areNotToldThatAPodIsMissingWhenNobodyKnows() {
        assertThat(refusal(Duration.ZERO).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        view.look();
        assertThat(refusal(Duration.ZERO).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }
}
