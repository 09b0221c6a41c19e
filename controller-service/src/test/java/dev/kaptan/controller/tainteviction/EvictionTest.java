package dev.kaptan.controller.tainteviction;

import static dev.kaptan.controller.pods.Pods.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.client.meta.Times;
import dev.kaptan.controller.pods.Pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;

import org.junit.jupiter.api.Test;

import java.util.List;

class EvictionTest {
    private final Taint unreachable =
            new TaintBuilder()
                    .withKey("node.kubernetes.io/unreachable")
                    .withEffect("NoExecute")
                    .withTimeAdded(Times.seconds(NOW.minusSeconds(100)))
                    .build();

    private static Pod tolerating(Long seconds) {
        return new PodBuilder(Pods.running("pod", "node"))
                .editSpec()
                .withTolerations(
                        new TolerationBuilder()
                                .withKey("node.kubernetes.io/unreachable")
                                .withOperator("Exists")
                                .withEffect("NoExecute")
                                .withTolerationSeconds(seconds)
                                .build())
                .endSpec()
                .build();
    }

    @Test
    void whoDoesNotTolerateLeavesAtOnce() {
        assertThat(Eviction.dueAt(Pods.running("pod", "node"), List.of(unreachable), NOW))
                .isEqualTo(NOW);
    }

    @Test
    void theTimeCountsFromTheTaint() {
        assertThat(Eviction.dueAt(tolerating(300L), List.of(unreachable), NOW))
                .isEqualTo(NOW.plusSeconds(200));
    }

    @Test
    void whoToleratesForEverStays() {
        assertThat(Eviction.dueAt(tolerating(null), List.of(unreachable), NOW)).isNull();
    }

    @Test
    void otherEffectsMoveNobody() {
        var noSchedule = new TaintBuilder(unreachable).withEffect("NoSchedule").build();
        assertThat(Eviction.dueAt(Pods.running("pod", "node"), List.of(noSchedule), NOW)).isNull();
    }

    @Test
    void anEmptyKeyWithExistsToleratesEverything() {
        var pod =
                new PodBuilder(Pods.running("pod", "node"))
                        .editSpec()
                        .withTolerations(new TolerationBuilder().withOperator("Exists").build())
                        .endSpec()
                        .build();
        assertThat(Eviction.dueAt(pod, List.of(unreachable), NOW)).isNull();
    }
}
