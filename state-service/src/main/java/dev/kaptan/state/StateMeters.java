package dev.kaptan.state;

import dev.kaptan.state.node.StateNode;
import dev.kaptan.state.ratis.Measurements;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Meters under the names that dashboards for etcd ask for. */
final class StateMeters implements MeterBinder, AutoCloseable {

    private final StateNode node;
    private final List<Runnable> undo = new ArrayList<>();

    StateMeters(StateNode node) {
        this.node = node;
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        disk(registry);
        raft(registry);
        store(registry);
    }

    /** etcd's buckets: doubling from 1 ms. */
    private void disk(MeterRegistry registry) {
        var buckets = new Duration[13];
        Arrays.setAll(buckets, i -> Duration.ofMillis(1L << i));
        var syncs =
                Timer.builder("etcd_disk_wal_fsync_duration")
                        .description("how long syncing the log to disk takes")
                        .serviceLevelObjectives(buckets)
                        .register(registry);
        undo.add(Measurements.onSync(nanos -> syncs.record(nanos, TimeUnit.NANOSECONDS)));
    }

    private void raft(MeterRegistry registry) {
        gauge(
                registry,
                "etcd_server_has_leader",
                "1 if a leader is known",
                each -> each.store().status().leader() == 0 ? 0 : 1);
        gauge(
                registry,
                "etcd_server_is_leader",
                "1 if this member leads",
                each -> each.store().status().isLeader() ? 1 : 0);
        total(
                registry,
                "etcd_server_proposals_applied",
                "index of the last entry applied",
                each -> each.store().status().appliedIndex());
    }

    private void store(MeterRegistry registry) {
        gauge(
                registry,
                "etcd_mvcc_db_total_size_in_bytes",
                "heap taken by keys and history, roughly",
                each -> {
                    var size = each.store().local().size();
                    return (double) size.live() + size.superseded();
                });
        gauge(
                registry,
                "etcd_mvcc_db_total_size_in_use_in_bytes",
                "heap taken by the newest versions, roughly",
                each -> each.store().local().size().live());
        total(
                registry,
                "etcd_debugging_mvcc_keys",
                "keys",
                each -> each.store().readLocally().keyCount());
        gauge(
                registry,
                "etcd_debugging_mvcc_current_revision",
                "the store's revision",
                each -> each.store().local().revision());
        gauge(
                registry,
                "etcd_debugging_mvcc_compact_revision",
                "the oldest revision kept",
                each -> each.store().local().compactedRevision());
        total(registry, "etcd_debugging_mvcc_watcher", "watches", StateNode::watchers);
        total(registry, "etcd_debugging_lease", "leases", StateNode::leases);
    }

    private void gauge(
            MeterRegistry registry, String name, String what, ToDoubleFunction<StateNode> value) {
        Gauge.builder(name, node, value).description(what).register(registry);
    }

    /**
     * Prometheus allows the suffix {@code _total}, which etcd gives to some gauges, to counters.
     */
    private void total(
            MeterRegistry registry, String name, String what, ToDoubleFunction<StateNode> value) {
        FunctionCounter.builder(name, node, value).description(what).register(registry);
    }
}
