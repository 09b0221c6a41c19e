package dev.kaptan.state.ratis;

import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.server.metrics.SegmentedRaftLogMetrics;
import org.apache.ratis.util.TimeDuration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The only one of Ratis' hundred measurements that we publish, the time of a disk sync; the others
 * cost nothing. Ratis finds this class as a service and keeps one for the whole process, hence the
 * static list.
 */
public final class Measurements extends MetricRegistries {

    private static final List<LongConsumer> SYNCS = new CopyOnWriteArrayList<>();
    private static final Timekeeper IGNORED = () -> () -> 0;

    /** Hands the nanoseconds of every disk sync to a listener until the answer is run. */
    public static Runnable onSync(LongConsumer listener) {
        SYNCS.add(listener);
        return () -> SYNCS.remove(listener);
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return new Registry(info);
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.empty();
    }

    @Override
    public boolean remove(MetricRegistryInfo info) {
        return true;
    }

    @Override
    public void clear() {}

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.of();
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.of();
    }

    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporter, Consumer<RatisMetricRegistry> stopReporter) {}

    @Override
    public void enableJmxReporter() {}

    @Override
    public void enableConsoleReporter(TimeDuration interval) {}

    private record Registry(MetricRegistryInfo getMetricRegistryInfo)
            implements RatisMetricRegistry {

        @Override
        public Timekeeper timer(String name) {
            return name.equals(SegmentedRaftLogMetrics.RAFT_LOG_FLUSH_TIME)
                    ? Measurements::sync
                    : IGNORED;
        }

        @Override
        public LongCounter counter(String name) {
            return new Ignoring();
        }

        @Override
        public <T> void gauge(String name, Supplier<Supplier<T>> value) {}

        @Override
        public boolean remove(String name) {
            return true;
        }
    }

    private static final class Ignoring implements LongCounter {
        @Override
        public void inc(long n) {}

        @Override
        public void dec(long n) {}

        @Override
        public long getCount() {
            return 0;
        }
    }

    private static Timekeeper.Context sync() {
        long begin = System.nanoTime();
        return () -> {
            long nanos = System.nanoTime() - begin;
            SYNCS.forEach(listener -> listener.accept(nanos));
            return nanos;
        };
    }
}
