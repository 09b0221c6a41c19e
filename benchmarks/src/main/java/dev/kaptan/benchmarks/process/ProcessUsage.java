package dev.kaptan.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process of this machine takes (proc(5)). */
public record ProcessUsage(long pid) {

    /** The kernel counts CPU time in hundredths of a second on every Linux of today (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    public ProcessUsage {
        if (!Files.isReadable(Path.of("/proc", Long.toString(pid), "stat"))) {
            throw new IllegalArgumentException("there is no process " + pid + " here");
        }
    }

    /** User and system time so far; the fields after the name in parentheses. */
    public double cpuSeconds() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Megabytes (10^6 bytes) of main memory now. */
    public long residentMegabytes() {
        return megabytes("VmRSS");
    }

    /** The most that it ever had. */
    public long mostResidentMegabytes() {
        return megabytes("VmHWM");
    }

    private long megabytes(String field) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                .findFirst()
                .orElse(0);
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
