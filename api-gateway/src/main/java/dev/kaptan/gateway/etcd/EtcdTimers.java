package dev.kaptan.gateway.etcd;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Upstream's {@code etcd_request_duration_seconds}, by operation. */
final class EtcdTimers implements EtcdCalls.RequestTimes {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
        Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    EtcdTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void record(String operation, long nanos) {
        timers.computeIfAbsent(operation, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String operation) {
        return Timer.builder("etcd.request.duration")
                .description("Time that the store took to answer, by operation")
                .tag("operation", operation)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
