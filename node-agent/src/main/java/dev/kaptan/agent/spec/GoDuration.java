package dev.kaptan.agent.spec;

import java.time.Duration;

/** Durations as upstream's messages print them: {@code 10s}, {@code 2m40s}, {@code 1h0m0s}. */
public final class GoDuration {

    private GoDuration() {}

    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        return minutes < 60
                ? "%dm%ds".formatted(minutes, seconds % 60)
                : "%dh%dm%ds".formatted(minutes / 60, minutes % 60, seconds % 60);
    }
}
