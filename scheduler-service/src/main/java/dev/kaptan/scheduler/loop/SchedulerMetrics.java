package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.queue.QueueSizes;
import dev.kaptan.scheduler.queue.QueuedPod;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What is counted and timed, under upstream's names. */
public final class SchedulerMetrics {

    private static final Duration[] BUCKETS =
            IntStream.range(0, 15)
                    .mapToObj(i -> Duration.ofMillis(1L << i))
                    .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Counter scheduled;
    private final Counter unschedulable;
    private final Counter failed;
    private final Counter preempted;
    private final Timer attempt;
    private final Timer sinceQueued;
    private final DistributionSummary attempts;

    public SchedulerMetrics(MeterRegistry registry, InstantSource clock, String profile) {
        this.registry = registry;
        this.clock = clock;
        this.scheduled = counter("scheduled", profile);
        this.unschedulable = counter("unschedulable", profile);
        this.failed = counter("error", profile);
        this.preempted =
                Counter.builder("scheduler.preemption.victims")
                        .description("Pods that had to make room for more important ones")
                        .register(registry);
        this.attempt =
                timer("scheduler.scheduling.attempt.duration")
                        .description("Time to choose a Node, binding not included")
                        .register(registry);
        this.sinceQueued =
                timer("scheduler.pod.scheduling.sli.duration")
                        .description("Time from a Pod's first arrival until it is bound")
                        .register(registry);
        this.attempts =
                DistributionSummary.builder("scheduler.pod.scheduling.attempts")
                        .description("Attempts until a Pod was bound")
                        .register(registry);
    }

    private Counter counter(String result, String profile) {
        return Counter.builder("scheduler.schedule.attempts")
                .description("Attempts to schedule Pods, by result")
                .tag("result", result)
                .tag("profile", profile)
                .register(registry);
    }

    private static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }

    void watch(Supplier<QueueSizes> queue) {
        gauge("active", queue, QueueSizes::active);
        gauge("backoff", queue, QueueSizes::backoff);
        gauge("unschedulable", queue, QueueSizes::unschedulable);
        gauge("gated", queue, QueueSizes::gated);
    }

    private void gauge(String name, Supplier<QueueSizes> queue, ToIntFunction<QueueSizes> size) {
        Gauge.builder("scheduler.pending.pods", () -> size.applyAsInt(queue.get()))
                .description("Pods that wait for a Node, by part of the queue")
                .tag("queue", name)
                .register(registry);
    }

    void attempted(Duration took) {
        attempt.record(took);
    }

    void scheduled(QueuedPod pod) {
        scheduled.increment();
        sinceQueued.record(Duration.between(pod.firstQueuedAt(), clock.instant()));
        attempts.record(pod.attempts());
    }

    void unschedulable() {
        unschedulable.increment();
    }

    void preempted() {
        preempted.increment();
    }

    void failed() {
        failed.increment();
    }
}
