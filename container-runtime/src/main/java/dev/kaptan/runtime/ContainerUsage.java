package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a container uses.
 *
 * @param cpuNanos CPU time since it was started
 * @param memoryWorkingSetBytes used memory without the page cache that could be dropped at once
 * @param memoryRssBytes anonymous memory
 */
public record ContainerUsage(
        Instant at, long cpuNanos, long memoryWorkingSetBytes, long memoryRssBytes) {

    public ContainerUsage {
        requireNonNull(at, "at");
        Checks.notNegative("cpuNanos", cpuNanos);
        Checks.notNegative("memoryWorkingSetBytes", memoryWorkingSetBytes);
        Checks.notNegative("memoryRssBytes", memoryRssBytes);
    }
}
