package dev.kaptan.benchmarks.etcd;

import dev.kaptan.benchmarks.Load;

import java.time.Duration;
import java.util.List;

/**
 * A store under load.
 *
 * @param members none where they were not started by the benchmark
 */
record Contestant(String name, EtcdChannels channels, StoreCalls calls, List<StoreProcess> members)
        implements AutoCloseable {

    Contestant {
        members = List.copyOf(members);
    }

    /** A load on it and what that took. */
    interface Round {
        Load.Result run(Contestant contestant, Duration time) throws InterruptedException;
    }

    /**
     * @param cpuMicros of all members' CPU time for each call, NaN where that is not known
     */
    record Measured(Load.Result load, double cpuMicros) {}

    Measured measure(Round round, Duration time) throws InterruptedException {
        double before = cpuSeconds();
        var load = round.run(this, time);
        double calls = load.perSecond() * time.toNanos() / 1e9;
        return new Measured(load, (cpuSeconds() - before) * 1e6 / calls);
    }

    private double cpuSeconds() {
        return members.isEmpty()
                ? Double.NaN
                : members.stream().mapToDouble(each -> each.usage().cpuSeconds()).sum();
    }

    @Override
    public void close() {
        channels.close();
        members.forEach(StoreProcess::close);
    }
}
