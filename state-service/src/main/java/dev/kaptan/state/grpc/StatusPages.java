package dev.kaptan.state.grpc;

import dev.kaptan.state.http.Page;
import dev.kaptan.state.http.Pages;
import dev.kaptan.state.http.Query;
import dev.kaptan.state.store.StateStore;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** The pages of etcd's clients' port: metrics, health, probes and version, in etcd's words. */
final class StatusPages implements Pages {

    /** Prometheus' text format, which every scraper takes. */
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private static final String JSON = "application/json";

    private final StateStore store;
    private final Supplier<String> metrics;
    private final Probes probes;

    StatusPages(StateStore store, Supplier<String> metrics) {
        this.store = store;
        this.metrics = metrics;
        this.probes = new Probes(store);
    }

    @Override
    public Page answer(Query query) {
        return switch (query.path()) {
            case "/metrics" -> new Page(200, METRICS, metrics.get());
            case "/health" -> onlyByGet(query, () -> health(query));
            case "/version" -> onlyByGet(query, StatusPages::version);
            default -> probes.answer(query);
        };
    }

    private static Page onlyByGet(Query query, Supplier<Page> page) {
        return query.method().equals("GET") ? page.get() : Page.methodNotAllowed();
    }

    private static Page version() {
        return new Page(
                200,
                JSON,
                "{\"etcdserver\":\"%s\",\"etcdcluster\":\"%s\"}"
                        .formatted(MaintenanceService.VERSION, MaintenanceService.CLUSTER_VERSION));
    }

    private Page health(Query query) {
        var reason = complaint(query);
        return reason == null
                ? Page.text("{\"health\":\"true\",\"reason\":\"\"}")
                : Page.error(503, "{\"health\":\"false\",\"reason\":\"" + reason + "\"}");
    }

    /** Asks, as etcd does, for alarms, then a leader, then a read; null if all is well. */
    private @Nullable String complaint(Query query) {
        var excluded = query.all("exclude");
        for (var alarm : store.readLocally().alarms().sorted()) {
            var name = Alarming.type(alarm.kind()).name();
            if (!excluded.contains(name)) {
                return "ALARM " + name;
            }
        }
        var serializable = query.all("serializable");
        if (!serializable.isEmpty() && serializable.getFirst().equals("true")) {
            return null;
        }
        if (store.status().leader() == 0) {
            return "RAFT NO LEADER";
        }
        var failure = probes.failureToRead();
        return failure == null ? null : "RANGE ERROR:" + failure;
    }
}
