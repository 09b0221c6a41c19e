package dev.kaptan.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.Nodes;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.framework.Placement;
import dev.kaptan.scheduler.framework.Preemption;
import dev.kaptan.scheduler.framework.Sampling;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;
import dev.kaptan.scheduler.model.PodStage;
import dev.kaptan.scheduler.plugins.StandardPlugins;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

class SchedulerTest {

    private static final BiConsumer<PodName, String> AGREE = (pod, node) -> {};

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile BiConsumer<PodName, String> api = AGREE;
    private final Scheduler scheduler = scheduler();
    private final Intake intake = scheduler.intake();
    private final Thread loop = Thread.ofVirtual().start(scheduler::run);

    @AfterEach
    void stop() throws InterruptedException {
        loop.interrupt();
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        executor.shutdownNow();
    }

    @Test
    void bindsAPodAndSaysSo() throws InterruptedException {
        intake.nodeSeen(Nodes.node("n"));
        intake.podSeen(Pods.pod("a"));
        assertThat(next()).isEqualTo("scheduled default/a n");
        assertThat(attempts("scheduled")).isEqualTo(1);
    }

    @Test
    void aPodThatFitsNowhereIsBoundWhenANodeComes() throws InterruptedException {
        intake.podSeen(Pods.pod("a"));
        assertThat(next()).isEqualTo("unschedulable default/a no nodes available to schedule pods");
        intake.nodeSeen(Nodes.node("n"));
        assertThat(next()).isEqualTo("scheduled default/a n");
    }

    @Test
    void roomIsGivenAwayOnceThoughTheApiIsSlow() throws InterruptedException {
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        intake.podSeen(Pods.asking(Pods.pod("a"), 600, 0));
        intake.podSeen(Pods.asking(Pods.pod("b"), 600, 0));
        assertThat(List.of(next(), next()))
                .containsExactlyInAnyOrder(
                        "scheduled default/a n",
                        "unschedulable default/b 0/1 nodes are available: 1 Insufficient cpu."
                                + " preemption: 0/1 nodes are available: 1 No preemption victims"
                                + " found for incoming pod.");
    }

    @Test
    void aRefusedBindingGivesTheRoomBackAndThePodIsTriedAgain() throws InterruptedException {
        api = SchedulerTest::refuse;
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        intake.podSeen(Pods.asking(Pods.pod("a"), 600, 0));
        assertThat(next()).isEqualTo("failed default/a binding rejected: the API is down");
        api = AGREE;
        assertThat(next()).isEqualTo("scheduled default/a n");
        assertThat(attempts("error")).isEqualTo(1);
    }

    @Test
    void aPodDeletedDuringItsBindingIsNotTriedAgain() throws InterruptedException {
        api =
                (pod, node) -> {
                    intake.podGone(pod.uid());
                    refuse(pod, node);
                };
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        intake.podSeen(Pods.asking(Pods.pod("a"), 600, 0));
        assertThat(next()).startsWith("failed default/a");
        api = AGREE;
        intake.podSeen(Pods.asking(Pods.pod("b"), 600, 0));
        assertThat(next()).isEqualTo("scheduled default/b n");
        assertThat(told.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void roomOfADeletedPodIsGivenToWhoWaits() throws InterruptedException {
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        intake.podSeen(Pods.asking(Pods.pod("old"), 600, 0).boundTo("n"));
        intake.podSeen(Pods.asking(Pods.pod("new"), 600, 0));
        assertThat(next()).startsWith("unschedulable default/new");
        intake.podGone("uid-old");
        assertThat(next()).isEqualTo("scheduled default/new n");
    }

    @Test
    void aFinishedPodTakesNoRoom() throws InterruptedException {
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        intake.podSeen(Pods.asking(Pods.pod("job"), 600, 0).boundTo("n"));
        var finished = new PodStage("n", false, true, List.of(), null);
        intake.podSeen(Pods.stage(Pods.asking(Pods.pod("job"), 600, 0), finished));
        intake.podSeen(Pods.asking(Pods.pod("a"), 600, 0));
        assertThat(next()).isEqualTo("scheduled default/a n");
    }

    @Test
    void leavesPodsAloneThatAreNotItsOwnOrTerminateOrHaveGates() throws InterruptedException {
        intake.nodeSeen(Nodes.node("n"));
        intake.podSeen(Pods.of(Pods.pod("foreign"), "other-scheduler"));
        var terminating = new PodStage(null, true, false, List.of(), null);
        intake.podSeen(Pods.stage(Pods.pod("dying"), terminating));
        intake.podSeen(Pods.gated(Pods.pod("gated"), "quota"));
        intake.podSeen(Pods.pod("mine"));
        assertThat(next()).isEqualTo("scheduled default/mine n");
        assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(pending("gated")).isEqualTo(1);
    }

    @Test
    void aMoreImportantPodGetsTheRoomOfALesserOneAndNobodyElseTakesItMeanwhile()
            throws InterruptedException {
        intake.nodeSeen(Nodes.holding("n", 1000, 1000));
        PodInfo lesser = Pods.asking(Pods.pod("lesser"), 600, 0).boundTo("n");
        intake.podSeen(lesser);
        intake.podSeen(Pods.priority(Pods.asking(Pods.pod("vip"), 600, 0), 10));
        assertThat(List.of(next(), next()))
                .containsExactly(
                        "unschedulable default/vip 0/1 nodes are available: 1 Insufficient cpu."
                                + " nominated n",
                        "evicted default/lesser for default/vip");
        intake.podGone(lesser.uid());
        intake.podSeen(Pods.asking(Pods.pod("thief"), 600, 0));
        assertThat(List.of(next(), next()))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("unschedulable default/thief"),
                        one -> assertThat(one).isEqualTo("scheduled default/vip n"));
    }

    @Test
    void aStormOfNewsDoesNotKeepPodsFromBeingBound() throws InterruptedException {
        Thread storm = Thread.ofPlatform().daemon().start(this::storm);
        for (int i = 0; i < 100; i++) {
            intake.podSeen(Pods.asking(Pods.pod("p" + i), 1, 1));
        }
        for (int bound = 0; bound < 100; ) {
            bound += next().startsWith("scheduled") ? 1 : 0;
        }
        storm.interrupt();
        storm.join();
    }

    private void storm() {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            intake.nodeSeen(Nodes.holding("n" + i % 50, 1000 + i % 7, 1L << 30));
        }
    }

    private String next() throws InterruptedException {
        String next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a report within 20 s").isNotNull();
        return next;
    }

    private double attempts(String result) {
        return registry.get("scheduler.schedule.attempts").tag("result", result).counter().count();
    }

    private double pending(String queue) {
        return registry.get("scheduler.pending.pods").tag("queue", queue).gauge().value();
    }

    private static void refuse(PodName pod, String node) {
        throw new IllegalStateException("the API is down");
    }

    private Scheduler scheduler() {
        return new Scheduler(
                "default-scheduler",
                new Placement(
                        StandardPlugins.filters(),
                        StandardPlugins.scores(),
                        Sampling.ADAPTIVE,
                        new SplittableRandom(1)),
                new Preemption(StandardPlugins.filters(), new SplittableRandom(2)),
                new Ports(
                        (pod, node) -> api.accept(pod, node),
                        (victim, preemptor) ->
                                told.add("evicted " + victim.name() + " for " + preemptor.name()),
                        new Recorder(told)),
                new Threads(executor, 4),
                new SchedulerMetrics(registry, InstantSource.system(), "default-scheduler"),
                InstantSource.system());
    }

    private record Recorder(BlockingQueue<String> told) implements Reporter {

        @Override
        public void scheduled(PodInfo pod, String nodeName) {
            told.add("scheduled " + pod.name() + " " + nodeName);
        }

        @Override
        public void unschedulable(PodInfo pod, String message, String nominatedNode) {
            String nomination = nominatedNode == null ? "" : " nominated " + nominatedNode;
            told.add("unschedulable " + pod.name() + " " + message + nomination);
        }

        @Override
        public void failed(PodInfo pod, String message) {
            told.add("failed " + pod.name() + " " + message);
        }
    }
}
