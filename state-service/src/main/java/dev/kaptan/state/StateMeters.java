package dev.kaptan.state;

import dev.kaptan.state.node.StateNode;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.function.ToDoubleFunction;

/** Meters under the names that dashboards for etcd ask for. */
record StateMeters(StateNode node) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
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
        gauge(
                registry,
                "etcd_server_proposals_applied_total",
                "index of the last entry applied",
                each -> each.store().status().appliedIndex());
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
        gauge(
                registry,
                "etcd_debugging_mvcc_keys_total",
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
        gauge(registry, "etcd_debugging_mvcc_watcher_total", "watches", StateNode::watchers);
        gauge(registry, "etcd_debugging_lease_total", "leases", StateNode::leases);
    }

    private void gauge(
            MeterRegistry registry, String name, String what, ToDoubleFunction<StateNode> value) {
        Gauge.builder(name, node, value).description(what).register(registry);
    }
}
