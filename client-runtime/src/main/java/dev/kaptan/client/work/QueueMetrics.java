package dev.kaptan.client.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of a work queue under client-go's names ({@code workqueue_depth} and so on). */
public final class QueueMetrics {
    private final AtomicInteger depth = new AtomicInteger();
    private final Counter adds;
    private final Counter retries;
    private final Timer waited;
    private final Timer worked;

    /**
     * @param queue becomes the tag {@code name}
     */
    public QueueMetrics(MeterRegistry registry, String queue) {
        var tags = Tags.of("name", queue);
        Gauge.builder("workqueue.depth", depth, AtomicInteger::get)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        adds = registry.counter("workqueue.adds", tags);
        retries = registry.counter("workqueue.retries", tags);
        waited = registry.timer("workqueue.queue.duration", tags);
        worked = registry.timer("workqueue.work.duration", tags);
    }

    void added() {
        adds.increment();
    }

    void retried() {
        retries.increment();
    }

    void depth(int keys) {
        depth.set(keys);
    }

    void waited(Duration time) {
        waited.record(time);
    }

    void worked(Duration time) {
        worked.record(time);
    }
}
