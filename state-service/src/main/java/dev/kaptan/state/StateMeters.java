package dev.kaptan.state;

import dev.kaptan.state.grpc.Traffic;
import dev.kaptan.state.log.LogStatus;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Meters under the names that dashboards for etcd ask for. Where ours has no such part, the nearest
 * of the same meaning to an operator is measured, and its description says which.
 */
final class StateMeters implements MeterBinder, AutoCloseable {

    /** etcd's for disks. */
    private static final Duration[] DISK_BUCKETS = doubling(Duration.ofMillis(1), 13);

    private final StateNode node;
    private final List<Runnable> undo = new ArrayList<>();

    StateMeters(StateNode node) {
        this.node = node;
    }

    /** Bounds of a histogram as etcd has them, each twice the one before. */
    static Duration[] doubling(Duration first, int count) {
        var bounds = new Duration[count];
        Arrays.setAll(bounds, i -> first.multipliedBy(1L << i));
        return bounds;
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        var all = new Binding(registry, node);
        disk(all);
        raft(all);
        store(all);
        watches(all);
        network(all);
        new PeerMeters(node.store().peerTraffic()).bindTo(registry);
    }

    private void disk(Binding all) {
        var syncs =
                all.timer("etcd_disk_wal_fsync_duration", "how long syncing the log to disk takes");
        undo.add(Measurements.onSync(nanos -> syncs.record(nanos, TimeUnit.NANOSECONDS)));
        var activity = node.store().activity();
        var commits =
                all.timer(
                        "etcd_disk_backend_commit_duration",
                        "from handing an entry to the log until it is on the disks of a majority"
                                + " and applied here");
        activity.onCommit(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
        var applies = all.timer("etcd_server_apply_duration", "how long applying an entry takes");
        activity.onApply(nanos -> applies.record(nanos, TimeUnit.NANOSECONDS));
    }

    private static void raft(Binding all) {
        all.gauge(
                "etcd_server_has_leader",
                "1 if a leader is known",
                each -> status(each).leader() == 0 ? 0 : 1);
        all.gauge(
                "etcd_server_is_leader",
                "1 if this member leads",
                each -> status(each).isLeader() ? 1 : 0);
        all.gauge(
                "etcd_server_is_learner",
                "1 if this member has no vote",
                each -> status(each).self().learner() ? 1 : 0);
        all.total("etcd_server_leader_changes_seen", "leaders seen", StateNode::leaderChanges);
        all.total(
                "etcd_server_proposals_applied",
                "index of the last entry applied",
                each -> status(each).appliedIndex());
        all.total(
                "etcd_server_proposals_committed",
                "index of the last entry known to be committed",
                each -> each.store().committedIndex());
        all.gauge(
                "etcd_server_proposals_pending",
                "commands that wait to be committed",
                each -> each.store().activity().pending());
        all.total(
                "etcd_server_proposals_failed",
                "commands that the log did not take",
                each -> each.store().activity().failed());
    }

    private static LogStatus status(StateNode node) {
        return node.store().status();
    }

    private static void store(Binding all) {
        all.gauge(
                "etcd_mvcc_db_total_size_in_bytes",
                "heap taken by keys and history, roughly",
                each -> {
                    var size = each.store().local().size();
                    return (double) size.live() + size.superseded();
                });
        all.gauge(
                "etcd_mvcc_db_total_size_in_use_in_bytes",
                "heap taken by the newest versions, roughly",
                each -> each.store().local().size().live());
        all.gauge(
                "etcd_server_quota_backend_bytes",
                "what keys and history may take before writes are refused",
                StateNode::quotaBytes);
        all.total("etcd_mvcc_put", "puts applied", each -> each.store().activity().puts());
        all.total("etcd_mvcc_delete", "deletes applied", each -> each.store().activity().deletes());
        all.total("etcd_mvcc_txn", "transactions applied", each -> each.store().activity().txns());
        all.total(
                "etcd_debugging_mvcc_keys", "keys", each -> each.store().readLocally().keyCount());
        all.gauge(
                "etcd_debugging_mvcc_current_revision",
                "the store's revision",
                each -> each.store().local().revision());
        all.gauge(
                "etcd_debugging_mvcc_compact_revision",
                "the oldest revision kept",
                each -> each.store().local().compactedRevision());
        all.total("etcd_debugging_lease", "leases", StateNode::leases);
    }

    private static void watches(Binding all) {
        all.total("etcd_debugging_mvcc_watcher", "watches", StateNode::watchers);
        all.total(
                "etcd_debugging_mvcc_watch_stream",
                "streams of watches",
                each -> each.watchTraffic().streams());
        all.total(
                "etcd_debugging_mvcc_slow_watcher",
                "watches with events that their clients do not take yet",
                each -> each.watchTraffic().slowWatches());
        all.total(
                "etcd_debugging_mvcc_events",
                "events sent to watches",
                each -> each.watchTraffic().sentEvents());
    }

    private void network(Binding all) {
        all.total(
                "etcd_network_client_grpc_received_bytes",
                "bytes from clients",
                each -> each.traffic().receivedBytes());
        all.total(
                "etcd_network_client_grpc_sent_bytes",
                "bytes to clients",
                each -> each.traffic().sentBytes());
        node.traffic().onCount(all::calls);
    }

    /** Makes meters of a member in a registry. */
    private record Binding(MeterRegistry registry, StateNode node) {

        Timer timer(String name, String what) {
            return Timer.builder(name)
                    .description(what)
                    .serviceLevelObjectives(DISK_BUCKETS)
                    .register(registry);
        }

        void gauge(String name, String what, ToDoubleFunction<StateNode> value) {
            Gauge.builder(name, node, value).description(what).register(registry);
        }

        /**
         * Prometheus allows the suffix {@code _total}, which etcd gives to some gauges, to
         * counters.
         */
        void total(String name, String what, ToDoubleFunction<StateNode> value) {
            FunctionCounter.builder(name, node, value).description(what).register(registry);
        }

        /** As go-grpc-prometheus names them, from a call's first occurrence on. */
        void calls(Traffic.Key key, LongAdder count) {
            var name =
                    switch (key.what()) {
                        case STARTED -> "grpc_server_started";
                        case HANDLED -> "grpc_server_handled";
                        case RECEIVED -> "grpc_server_msg_received";
                        case SENT -> "grpc_server_msg_sent";
                    };
            var builder =
                    FunctionCounter.builder(name, count, LongAdder::sum)
                            .tag("grpc_service", key.service())
                            .tag("grpc_method", key.method())
                            .tag("grpc_type", key.type());
            (key.code().isEmpty() ? builder : builder.tag("grpc_code", key.code()))
                    .register(registry);
        }
    }
}
