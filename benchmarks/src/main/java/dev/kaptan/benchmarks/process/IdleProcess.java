package dev.kaptan.benchmarks.process;

import dev.kaptan.benchmarks.Arguments;
import dev.kaptan.benchmarks.Benchmark;
import dev.kaptan.benchmarks.Report;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Memory and CPU of a process that is left alone. */
public final class IdleProcess implements Benchmark {

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String summary() {
        return "resident memory and CPU of a process: --pid=PID --seconds=60";
    }

    @Override
    public Report run(Arguments arguments) throws InterruptedException {
        var process = new ProcessUsage(Long.parseLong(arguments.required("pid")));
        int seconds = arguments.number("seconds", 60);
        double before = process.cpuSeconds();
        TimeUnit.SECONDS.sleep(seconds);
        double cpu = (process.cpuSeconds() - before) / seconds * 100;
        return Report.of("seconds", "resident, MB", "most resident, MB", "CPU, % of a core")
                .row(
                        seconds,
                        process.residentMegabytes(),
                        process.mostResidentMegabytes(),
                        String.format(Locale.ROOT, "%.2f", cpu));
    }
}
