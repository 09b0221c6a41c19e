package dev.kaptan.benchmarks.scheduler;

import dev.kaptan.scheduler.framework.Placement;
import dev.kaptan.scheduler.framework.Preemption;
import dev.kaptan.scheduler.framework.Sampling;
import dev.kaptan.scheduler.loop.Ports;
import dev.kaptan.scheduler.loop.Reporter;
import dev.kaptan.scheduler.loop.Scheduler;
import dev.kaptan.scheduler.loop.SchedulerMetrics;
import dev.kaptan.scheduler.loop.Threads;
import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;
import dev.kaptan.scheduler.model.PodStage;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.plugins.StandardPlugins;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Schedules a number of Pods once. */
final class LoopRound {

    private static final int OWNERS = 20;

    private final int nodes;
    private final int zones;
    private final int heartbeats;
    private final Map<String, PodInfo> pods = new ConcurrentHashMap<>();
    private final CountDownLatch bound;
    private final Scheduler scheduler;

    LoopRound(int nodes, int pods, int zones, int heartbeats, int seed) {
        this.nodes = nodes;
        this.zones = zones;
        this.heartbeats = heartbeats;
        this.bound = new CountDownLatch(pods);
        for (int i = 0; i < pods; i++) {
            PodInfo pod = pod(i);
            this.pods.put(pod.uid(), pod);
        }
        this.scheduler =
                new Scheduler(
                        "default-scheduler",
                        new Placement(
                                StandardPlugins.filters(),
                                StandardPlugins.scores(),
                                Sampling.ADAPTIVE,
                                new SplittableRandom(seed)),
                        new Preemption(StandardPlugins.filters(), new SplittableRandom(seed)),
                        new Ports(this::confirm, (victim, preemptor) -> {}, new Silent()),
                        new Threads(Executors.newVirtualThreadPerTaskExecutor(), 32),
                        new SchedulerMetrics(
                                new SimpleMeterRegistry(),
                                InstantSource.system(),
                                "default-scheduler"),
                        InstantSource.system());
    }

    double podsPerSecond() throws InterruptedException {
        for (int i = 0; i < nodes; i++) {
            scheduler.intake().nodeSeen(node(i, 0));
        }
        pods.values().forEach(scheduler.intake()::podSeen);
        Thread news = Thread.ofPlatform().daemon().start(this::sendHeartbeats);
        long start = System.nanoTime();
        Thread loop = Thread.ofPlatform().daemon().start(scheduler::run);
        bound.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        loop.interrupt();
        news.interrupt();
        loop.join();
        return pods.size() / seconds;
    }

    /** What the informer does when the API has taken a binding. */
    private void confirm(PodName name, String nodeName) {
        PodInfo pod = Objects.requireNonNull(pods.get(name.uid()));
        scheduler.intake().podSeen(pod.boundTo(nodeName));
        bound.countDown();
    }

    private void sendHeartbeats() {
        for (int i = 0; heartbeats > 0; i++) {
            scheduler.intake().nodeSeen(node(i % nodes, i % 2));
            try {
                TimeUnit.NANOSECONDS.sleep(1_000_000_000L / heartbeats);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    /** As kwok's: 32 cores, 256 GiB, 110 Pods. A changed label is news that others must hear. */
    private NodeDescription node(int number, int generation) {
        String name = "node-" + number;
        return new NodeDescription(
                name,
                Map.of(
                        "kubernetes.io/hostname",
                        name,
                        "generation",
                        Integer.toString(generation),
                        "topology.kubernetes.io/zone",
                        "zone-" + number % zones),
                List.of(),
                false,
                NodeDescription.Readiness.READY,
                new Resources(32_000, 256L << 30, 100L << 30, Map.of()),
                110,
                Map.of());
    }

    private static PodInfo pod(int number) {
        var requests = new Resources(100, 500L << 20, 0, Map.of());
        return new PodInfo(
                new PodName("default", "pod-" + number, "uid-" + number),
                Map.of("app", "app-" + number % OWNERS),
                "owner-" + number % OWNERS,
                0,
                true,
                "default-scheduler",
                new PodDemand(requests, 100, 500L << 20, List.of(), List.of("nginx:1.27")),
                PlacementRules.NONE,
                PodStage.NEW);
    }

    private static final class Silent implements Reporter {

        @Override
        public void scheduled(PodInfo pod, String nodeName) {}

        @Override
        public void unschedulable(PodInfo pod, String message, @Nullable String node) {
            System.err.println(pod.name() + ": " + message);
        }

        @Override
        public void failed(PodInfo pod, String message) {
            System.err.println(pod.name() + ": " + message);
        }
    }
}
