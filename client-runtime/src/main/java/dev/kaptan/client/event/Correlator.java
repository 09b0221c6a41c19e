package dev.kaptan.client.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides whether an event is new, a repetition, or too much, by client-go's rules: 25 events of an
 * object at once and one in five minutes after; more than ten alike within ten minutes become one.
 */
final class Correlator {
    private static final int BURST = 25;
    private static final Duration REFILL = Duration.ofMinutes(5);
    private static final int ALIKE = 10;
    private static final Duration ALIKE_WITHIN = Duration.ofMinutes(10);
    private static final int REMEMBERED = 4096;

    private final Map<Object, Bucket> buckets = bounded();
    private final Map<Object, Similar> similar = bounded();
    private final Map<Object, Series> series = bounded();

    /** What to do with an event. */
    sealed interface Verdict {
        /** Create it; {@link #created} takes its name. */
        record Fresh(ObjectEvent event) implements Verdict {}

        /** Raise the count of one that exists. */
        record Repeated(ObjectEvent event, String name, int count) implements Verdict {}

        /** Drop it: its object has too many. */
        record TooMany() implements Verdict {}
    }

    private record Bucket(double tokens, Instant at) {}

    private record Similar(int count, Instant since) {}

    private record Series(String name, int count) {}

    Verdict judge(ObjectEvent event, Instant now) {
        if (!admit(event, now)) {
            return new Verdict.TooMany();
        }
        var combined = combine(event, now);
        var known = series.get(combined);
        if (known == null) {
            return new Verdict.Fresh(combined);
        }
        var next = new Series(known.name, known.count + 1);
        series.put(combined, next);
        return new Verdict.Repeated(combined, next.name, next.count);
    }

    /** Remembers the name that a fresh event was created under. */
    void created(ObjectEvent event, String name) {
        series.put(event, new Series(name, 1));
    }

    /** Forgets an event that the server no longer has. */
    void expired(ObjectEvent event) {
        series.remove(event);
    }

    private boolean admit(ObjectEvent event, Instant now) {
        var key = event.regarding();
        var bucket = refilled(buckets.get(key), now);
        if (bucket.tokens < 1) {
            return false;
        }
        buckets.put(key, new Bucket(bucket.tokens - 1, now));
        return true;
    }

    private static Bucket refilled(@Nullable Bucket bucket, Instant now) {
        if (bucket == null) {
            return new Bucket(BURST, now);
        }
        double earned = (double) Duration.between(bucket.at, now).toMillis() / REFILL.toMillis();
        return new Bucket(Math.min(BURST, bucket.tokens + earned), now);
    }

    private ObjectEvent combine(ObjectEvent event, Instant now) {
        var group = new ObjectEvent(event.regarding(), event.type(), event.reason(), "");
        var before = similar.get(group);
        boolean fresh = before == null || before.since.plus(ALIKE_WITHIN).isBefore(now);
        var alike = fresh || before == null ? new Similar(0, now) : before;
        if (series.containsKey(event)) {
            return event;
        }
        similar.put(group, new Similar(alike.count + 1, alike.since));
        return alike.count < ALIKE
                ? event
                : new ObjectEvent(
                        event.regarding(),
                        event.type(),
                        event.reason(),
                        "(combined from similar events): " + event.message());
    }

    private static <V> Map<Object, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
