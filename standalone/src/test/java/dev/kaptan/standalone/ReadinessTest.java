package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.standalone.Readiness.NodeReport;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ReadinessTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.7Z");

    private static Node node(String name, String ready, String heartbeat) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withMessage("because")
                .withLastHeartbeatTime(heartbeat)
                .endCondition()
                .endStatus()
                .build();
    }

    private static List<NodeReport> since(Node... nodes) {
        return Readiness.since(START, List.of(nodes)).nodes();
    }

    @Test
    void whatAnEarlierRunHasSaidIsNoReport() {
        assertThat(since(node("old", "True", "2025-12-31T23:59:59Z"))).isEmpty();
    }

    /** Heartbeats have whole seconds, the start has not. */
    @Test
    void aHeartbeatOfTheSameSecondIsOne() {
        assertThat(since(node("a", "True", "2026-01-01T00:00:00Z")))
                .containsExactly(new NodeReport("a", true, ""));
    }

    @Test
    void aNodeThatSaysWhyItIsNotReadyHasReported() {
        assertThat(since(node("a", "False", "2026-01-01T00:00:05Z")))
                .containsExactly(new NodeReport("a", false, "because"));
    }

    @Test
    void aNodeThatWasOnlyRegisteredHasNotReported() {
        var registered =
                new NodeBuilder().withNewMetadata().withName("a").endMetadata().withNewStatus();
        assertThat(since(registered.endStatus().build())).isEmpty();
    }
}
