package dev.kaptan.benchmarks.process;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Memory and CPU of a process that is left alone. */
public final class IdleProcess implements Benchmark {

    /** The kernel counts CPU time in hundredths of a second on every Linux of today (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String summary() {
        return "resident memory and CPU of a process: --pid=PID --seconds=60";
    }

    @Override
    public Report run(Arguments arguments) throws IOException, InterruptedException {
        Path process = Path.of("/proc", arguments.required("pid"));
        int seconds = arguments.number("seconds", 60);
        if (!Files.isReadable(process.resolve("stat"))) {
            throw new IllegalArgumentException("--pid: no such process here");
        }
        long ticks = ticks(process);
        TimeUnit.SECONDS.sleep(seconds);
        double cpu = (ticks(process) - ticks) / TICKS_PER_SECOND / seconds * 100;
        return Report.of("seconds", "resident, MB", "most resident, MB", "CPU, % of a core")
                .row(
                        seconds,
                        megabytes(process, "VmRSS"),
                        megabytes(process, "VmHWM"),
                        String.format(Locale.ROOT, "%.2f", cpu));
    }

    /** User and system time; the fields after the name in parentheses (proc(5)). */
    private static long ticks(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long megabytes(Path process, String field) throws IOException {
        try (var lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(
                            line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                    .findFirst()
                    .orElse(0);
        }
    }
}
