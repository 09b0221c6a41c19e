package dev.kaptan.agent.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the whole machine uses.
 *
 * @param cpuNanos CPU time since boot, of everything that is not idle
 * @param memoryWorkingSetBytes memory that could not be had at once
 */
public record HostUsage(long cpuNanos, long memoryWorkingSetBytes) {
    /** The kernel counts in hundredths of a second whatever its own tick is (USER_HZ). */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int GUEST = 9;

    public static HostUsage now() {
        try {
            return of(
                    Files.readAllLines(Path.of("/proc/stat")).getFirst(),
                    Files.readAllLines(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HostUsage of(String cpuLine, List<String> meminfo) {
        var fields = cpuLine.trim().split("\\s+");
        long ticks = 0;
        for (int i = 1; i < Math.min(fields.length, GUEST); i++) {
            ticks += i == IDLE || i == IO_WAIT ? 0 : Long.parseLong(fields[i]);
        }
        long used = kib(meminfo, "MemTotal:") - kib(meminfo, "MemAvailable:");
        return new HostUsage(ticks * NANOS_PER_TICK, used * 1024);
    }

    private static long kib(List<String> meminfo, String name) {
        return meminfo.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
