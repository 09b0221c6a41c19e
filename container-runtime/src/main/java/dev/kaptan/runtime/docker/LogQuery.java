package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.LogOptions;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What to ask the engine for.
 *
 * @param tail lines from the end, null for all
 */
record LogQuery(boolean follow, boolean timestamps, @Nullable Instant since, @Nullable Long tail) {

    static LogQuery of(LogOptions options) {
        return new LogQuery(
                options.follow(), options.timestamps(), options.since(), options.tailLines());
    }

    LogQuery from(@Nullable Instant instant) {
        return new LogQuery(follow, timestamps, instant, null);
    }

    /** With the time of each message in front of it. */
    LogQuery stamped() {
        return new LogQuery(follow, true, since, tail);
    }

    LogQuery withoutFollowing() {
        return new LogQuery(false, timestamps, since, tail);
    }

    String target(String containerId) {
        return "/containers/%s/logs?stdout=1&stderr=1&follow=%b&timestamps=%b&tail=%s&since=%s"
                .formatted(
                        containerId,
                        follow,
                        timestamps,
                        tail == null ? "all" : tail,
                        since == null ? "0" : seconds(since));
    }

    /** Seconds with nine digits behind the point, which the engine reads exactly. */
    private static String seconds(Instant since) {
        return "%d.%09d".formatted(since.getEpochSecond(), since.getNano());
    }
}
