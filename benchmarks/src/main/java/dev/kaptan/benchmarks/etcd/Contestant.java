package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Load;
import dev.kaptan.benchmarks.process.ProcessUsage;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A store under load.
 *
 * @param process null where it was not started by the benchmark
 */
record Contestant(
        String name, EtcdChannels channels, StoreCalls calls, @Nullable StoreProcess process)
        implements AutoCloseable {

    /** A load on it and what that took. */
    interface Round {
        Load.Result run(Contestant contestant, Duration time) throws InterruptedException;
    }

    /**
     * @param cpuMicros of the server's CPU time for each call, NaN where that is not known
     */
    record Measured(Load.Result load, double cpuMicros) {}

    Measured measure(Round round, Duration time) throws InterruptedException {
        double before = cpuSeconds();
        var load = round.run(this, time);
        double calls = load.perSecond() * time.toNanos() / 1e9;
        return new Measured(load, (cpuSeconds() - before) * 1e6 / calls);
    }

    @Nullable ProcessUsage usage() {
        return process == null ? null : process.usage();
    }

    private double cpuSeconds() {
        var usage = usage();
        return usage == null ? Double.NaN : usage.cpuSeconds();
    }

    @Override
    public void close() {
        channels.close();
        if (process != null) {
            process.close();
        }
    }
}
