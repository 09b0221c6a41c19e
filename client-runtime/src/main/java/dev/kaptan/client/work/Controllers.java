package dev.kaptan.client.work;

import io.micrometer.core.instrument.MeterRegistry;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the controllers and queues of a component, which share one timer thread and its meters. */
public final class Controllers implements AutoCloseable {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Delayer delayer;

    public Controllers(MeterRegistry registry, InstantSource clock, String component) {
        this.registry = registry;
        this.clock = clock;
        this.timers = Delayer.timerThread(component + "-timers");
        this.delayer = Delayer.over(timers);
    }

    /** A controller over a queue of its own with client-go's per-key back-off; not started. */
    public <K> Controller<K> controller(String name, int workers, Reconciler<K> reconciler) {
        var metrics = new QueueMetrics(registry, name);
        var queue = new WorkQueue<K>(Backoff.PER_KEY, delayer, clock, metrics);
        return new Controller<>(name, workers, queue, reconciler, metrics);
    }

    /** A queue without workers, for a component that takes its keys itself. */
    public <K> WorkQueue<K> queue(String name, Backoff backoff) {
        return new WorkQueue<>(backoff, delayer, clock, new QueueMetrics(registry, name));
    }

    /** The shared timer. */
    public Delayer delayer() {
        return delayer;
    }

    /** Ends the timers; controllers are closed by those who made them. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
