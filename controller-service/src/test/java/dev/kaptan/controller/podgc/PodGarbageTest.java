package dev.kaptan.controller.podgc;

import static dev.kaptan.controller.pods.Pods.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.controller.pods.Pods;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class PodGarbageTest {
    private final PodGarbage garbage = new PodGarbage(1);

    @Test
    void podsOfALostNodeGoAfterTheQuarantineOnly() {
        var pods = List.of(Pods.running("a", "lost"), Pods.running("b", "there"));
        var nodes = Set.of("there");
        var first = garbage.find(pods, nodes, NOW);
        assertThat(first.orphaned()).isEmpty();
        assertThat(first.nodesInQuarantine()).isTrue();

        var second = garbage.find(pods, nodes, NOW.plus(PodGarbage.QUARANTINE));
        assertThat(second.orphaned()).containsExactly(pods.getFirst());
    }

    @Test
    void aNodeThatComesBackStartsTheQuarantineAnew() {
        var pods = List.of(Pods.running("a", "node"));
        garbage.find(pods, Set.of(), NOW);
        garbage.find(pods, Set.of("node"), NOW.plusSeconds(30));
        assertThat(garbage.find(pods, Set.of(), NOW.plusSeconds(60)).orphaned()).isEmpty();
    }

    @Test
    void leavingPodsWithoutANodeGo() {
        var leaving = Pods.terminating(Pods.pending("a"));
        assertThat(garbage.find(List.of(leaving, Pods.pending("b")), Set.of(), NOW).unscheduled())
                .containsExactly(leaving);
    }

    @Test
    void theOldestFinishedGoBeyondTheThreshold() {
        var older = Pods.phase(Pods.running("older", "n"), "Succeeded");
        older.getMetadata().setCreationTimestamp("2025-01-01T00:00:00Z");
        var newer = Pods.phase(Pods.running("newer", "n"), "Failed");
        assertThat(garbage.find(List.of(newer, older), Set.of("n"), NOW).finished())
                .containsExactly(older);
    }
}
