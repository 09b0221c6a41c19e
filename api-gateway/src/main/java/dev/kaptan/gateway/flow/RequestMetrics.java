package dev.kaptan.gateway.flow;

import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.gateway.http.Call;
import dev.kaptan.gateway.http.EntryFilter;
import dev.kaptan.gateway.http.LongRunning;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Upstream's {@code apiserver_request_*} meters. */
public final class RequestMetrics implements EntryFilter.RequestLog, LongRunning {

    /** Paths are the clients' choice: beyond this many series all go into one. */
    private static final int MAX_SERIES = 4000;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
        Duration.ofSeconds(15), Duration.ofSeconds(60)
    };

    private final MeterRegistry meters;
    private final Map<Series, Timer> durations = new ConcurrentHashMap<>();
    private final Map<Answered, Counter> answers = new ConcurrentHashMap<>();
    private final Map<Series, AtomicInteger> running = new ConcurrentHashMap<>();

    private record Answered(Series series, int code) {}

    private record Series(
            String verb,
            String group,
            String version,
            String resource,
            String subresource,
            String scope) {
        static final Series OTHER = new Series("other", "", "", "", "", "");

        static Series of(RequestInfo info) {
            return info.resourceRequest()
                    ? new Series(
                            verb(info.verb()),
                            info.apiGroup(),
                            info.apiVersion(),
                            info.resource(),
                            info.subresource(),
                            scope(info))
                    : new Series(info.verb().toUpperCase(Locale.ROOT), "", "", "", "", "");
        }

        private static String verb(String verb) {
            return switch (verb) {
                case "create" -> "POST";
                case "update" -> "PUT";
                default -> verb.toUpperCase(Locale.ROOT);
            };
        }

        private static String scope(RequestInfo info) {
            if (!info.name().isEmpty() || info.verb().equals("create")) {
                return "resource";
            }
            return info.namespace().isEmpty() ? "cluster" : "namespace";
        }

        Tags tags() {
            return Tags.of(
                    "verb", verb,
                    "group", group,
                    "version", version,
                    "resource", resource,
                    "subresource", subresource,
                    "scope", scope,
                    "component", "apiserver");
        }
    }

    public RequestMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void answered(Call call, int code, long nanos) {
        var series = bounded(Series.of(call.info()));
        answers.computeIfAbsent(new Answered(series, code), this::counter).increment();
        if (!call.longRunning()) {
            durations.computeIfAbsent(series, this::timer).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Series bounded(Series series) {
        return answers.size() < MAX_SERIES || durations.containsKey(series) ? series : Series.OTHER;
    }

    private Counter counter(Answered answered) {
        return Counter.builder("apiserver.request")
                .description("Requests answered")
                .tags(answered.series.tags())
                .tag("code", String.valueOf(answered.code))
                .register(meters);
    }

    private Timer timer(Series series) {
        return Timer.builder("apiserver.request.duration")
                .description("Time to answer, watches and streams apart")
                .tags(series.tags())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    @Override
    public Running begin(RequestInfo info) {
        var count = running.computeIfAbsent(Series.of(info), this::gauge);
        count.incrementAndGet();
        var ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                count.decrementAndGet();
            }
        };
    }

    private AtomicInteger gauge(Series series) {
        var count = new AtomicInteger();
        io.micrometer.core.instrument.Gauge.builder("apiserver.longrunning.requests", count::get)
                .description("Watches and streams that run")
                .tags(series.tags())
                .strongReference(true)
                .register(meters);
        return count;
    }
}
