package dev.kaptan.agent.status;

import static dev.kaptan.agent.testing.Pods.container;
import static dev.kaptan.agent.testing.Pods.deleted;
import static dev.kaptan.agent.testing.Pods.pod;
import static dev.kaptan.agent.testing.Pods.withInits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.agent.plan.BackOff;
import dev.kaptan.agent.plan.PodPlanner;
import dev.kaptan.agent.plan.StartFailure;
import dev.kaptan.agent.testing.World;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class PodStatusesTest {

    private static PodStatus status(World world) {
        var view = world.view();
        return PodStatuses.of(
                new StatusInput(view, PodPlanner.plan(view).held(), Map.of(), "192.168.0.1"));
    }

    private static PodCondition condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPodWithoutASandboxIsPendingAndItsContainersAreBeingCreated() {
        var status = status(new World(pod("Always", container("a"), container("b"))));
        assertThat(status.getPhase()).isEqualTo("Pending");
        assertThat(status.getContainerStatuses().getFirst().getState().getWaiting().getReason())
                .isEqualTo("ContainerCreating");
        var ready = condition(status, "Ready");
        assertThat(ready.getStatus()).isEqualTo("False");
        assertThat(ready.getReason()).isEqualTo("ContainersNotReady");
        assertThat(ready.getMessage()).isEqualTo("containers with unready status: [a b]");
        assertThat(condition(status, "PodReadyToStartContainers").getStatus()).isEqualTo("False");
        assertThat(condition(status, "PodScheduled").getStatus()).isEqualTo("True");
    }

    @Test
    void aRunningPodIsReadyAndHasItsAddresses() {
        var status =
                status(new World(pod("Always", container("a"))).sandbox(0, true).running("a", 2));
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(status.getPodIP()).isEqualTo("10.244.0.2");
        assertThat(status.getHostIP()).isEqualTo("192.168.0.1");
        assertThat(status.getQosClass()).isEqualTo("BestEffort");
        var container = status.getContainerStatuses().getFirst();
        assertThat(container.getRestartCount()).isEqualTo(2);
        assertThat(container.getState().getRunning().getStartedAt())
                .isEqualTo("2026-01-01T11:59:00Z");
    }

    @Test
    void aMainContainerWaitsForInitContainersByName() {
        var pod = withInits(pod("Always", container("a")), container("i"));
        var status = status(new World(pod).sandbox(0, true).running("i", 0));
        assertThat(status.getPhase()).isEqualTo("Pending");
        assertThat(status.getContainerStatuses().getFirst().getState().getWaiting().getReason())
                .isEqualTo("PodInitializing");
        assertThat(condition(status, "Initialized").getMessage())
                .isEqualTo("containers with incomplete status: [i]");
    }

    @Test
    void aCrashLoopShowsTheWaitAndHowItEndedBefore() {
        var world = new World(pod("Always", container("app"))).sandbox(0, true);
        world.exited("app", 1, 7, World.NOW.minusSeconds(1));
        world.backOffs.put("app", new BackOff(Duration.ofSeconds(160), World.NOW.minusSeconds(2)));
        var status = status(world);
        assertThat(status.getPhase()).isEqualTo("Running");
        var container = status.getContainerStatuses().getFirst();
        assertThat(container.getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(container.getState().getWaiting().getMessage())
                .isEqualTo(
                        "back-off 2m40s restarting failed container=app pod=x_ns(%s)"
                                .formatted(world.pod.getMetadata().getUid()));
        assertThat(container.getLastState().getTerminated().getExitCode()).isEqualTo(7);
        assertThat(container.getLastState().getTerminated().getReason()).isEqualTo("Error");
    }

    @Test
    void anImageThatCannotBePulledIsShownFirstAndThenItsBackOff() {
        var world = new World(pod("Always", container("a"))).sandbox(0, true);
        var now = World.NOW;
        world.failures.put(
                "a",
                new StartFailure(
                        "ErrImagePull", "no such host", new BackOff(Duration.ofSeconds(10), now)));
        assertThat(waitingReason(status(world))).isEqualTo("ErrImagePull");
        world.failures.put(
                "a",
                new StartFailure(
                        "ErrImagePull",
                        "no such host",
                        new BackOff(Duration.ofSeconds(10), now.minusSeconds(6))));
        assertThat(waitingReason(status(world))).isEqualTo("ImagePullBackOff");
    }

    private static String waitingReason(PodStatus status) {
        return status.getContainerStatuses().getFirst().getState().getWaiting().getReason();
    }

    @Test
    void aPodThatEndsByItselfSucceedsOrFails() {
        var done = new World(pod("Never", container("a"))).sandbox(0, true).exited("a", 0, 0);
        assertThat(status(done).getPhase()).isEqualTo("Succeeded");
        assertThat(condition(status(done), "Ready").getReason()).isEqualTo("PodCompleted");
        var failed = new World(pod("Never", container("a"))).sandbox(0, true).exited("a", 0, 1);
        assertThat(status(failed).getPhase()).isEqualTo("Failed");
        assertThat(condition(status(failed), "ContainersReady").getReason()).isEqualTo("PodFailed");
    }

    @Test
    void aDeletedPodIsNotTerminalBeforeItsContainersHaveEnded() {
        var pod = deleted(pod("Always", container("a")), 30);
        assertThat(status(new World(pod).sandbox(0, true).running("a", 0)).getPhase())
                .isEqualTo("Running");
        assertThat(status(new World(pod).sandbox(0, false).exited("a", 0, 143)).getPhase())
                .isEqualTo("Failed");
        var unseen = status(new World(pod));
        assertThat(unseen.getContainerStatuses().getFirst().getState().getTerminated().getReason())
                .isEqualTo("ContainerStatusUnknown");
    }

    @Test
    void conditionsOfOthersStayAndTransitionTimesToo() {
        var base = new World(pod("Always", container("a"))).sandbox(0, true).running("a", 0);
        var first = status(base);
        var earlier = "2025-12-31T00:00:00Z";
        condition(first, "Ready").setLastTransitionTime(earlier);
        first.getConditions().add(new PodCondition(null, null, null, 1L, null, "True", "mine"));
        var world = new World(new PodBuilder(base.pod).withStatus(first).build());
        world.sandbox(0, true).running("a", 0);
        var second = status(world);
        assertThat(condition(second, "Ready").getLastTransitionTime()).isEqualTo(earlier);
        assertThat(condition(second, "mine").getStatus()).isEqualTo("True");
    }

    @Test
    void statingTheSameAgainChangesNothing() {
        var base = new World(pod("Always", container("a"))).sandbox(0, true).running("a", 0);
        var first = status(base);
        var world = new World(new PodBuilder(base.pod).withStatus(first).build());
        world.sandbox(0, true).running("a", 0);
        assertThat(PodStatuses.differs(first, status(world))).isFalse();
    }
}
