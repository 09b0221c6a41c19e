package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.DeleteRangeRequest;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.RangeRequest;
import dev.kaptan.etcd.api.TxnRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.state.node.StateNode;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks for the series that etcd's own Grafana dashboard and its alerts ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateMetersTest {

    private static final ByteString KEY = ByteString.copyFromUtf8("key");

    private ConfigurableApplicationContext service;
    private ManagedChannel channel;

    @BeforeAll
    void start(@TempDir Path directory) {
        service =
                StateApplication.start(
                        "--server.port=0",
                        "--kaptan.state.listen=127.0.0.1:0",
                        "--kaptan.state.segment-size=8MB",
                        "--kaptan.state.data-dir=" + directory);
        int port = service.getBean(StateNode.class).port();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        service.close();
    }

    @Test
    void everySeriesOfTheDashboardIsThere() throws Exception {
        put();
        var page = page();
        for (var name :
                new String[] {
                    "etcd_server_has_leader",
                    "etcd_server_is_leader",
                    "etcd_server_is_learner",
                    "etcd_server_leader_changes_seen_total",
                    "etcd_server_proposals_committed_total",
                    "etcd_server_proposals_applied_total",
                    "etcd_server_proposals_pending",
                    "etcd_server_proposals_failed_total",
                    "etcd_disk_wal_fsync_duration_seconds_bucket",
                    "etcd_disk_backend_commit_duration_seconds_bucket",
                    "etcd_server_apply_duration_seconds_bucket",
                    "etcd_mvcc_db_total_size_in_bytes",
                    "etcd_mvcc_db_total_size_in_use_in_bytes",
                    "etcd_server_quota_backend_bytes",
                    "etcd_mvcc_put_total",
                    "etcd_mvcc_delete_total",
                    "etcd_mvcc_txn_total",
                    "etcd_debugging_mvcc_keys_total",
                    "etcd_debugging_mvcc_current_revision",
                    "etcd_debugging_mvcc_compact_revision",
                    "etcd_debugging_mvcc_watcher_total",
                    "etcd_debugging_mvcc_watch_stream_total",
                    "etcd_debugging_mvcc_slow_watcher_total",
                    "etcd_debugging_mvcc_events_total",
                    "etcd_network_client_grpc_received_bytes_total",
                    "etcd_network_client_grpc_sent_bytes_total",
                    "etcd_network_peer_received_bytes_total",
                    "etcd_network_peer_sent_bytes_total",
                    "process_resident_memory_bytes",
                    "process_open_fds",
                    "process_start_time_seconds",
                    "process_cpu_seconds_total"
                }) {
            assertThat(page).containsPattern("(?m)^" + name + "[ {]");
        }
    }

    /** Some meters come with what they measure first, as the collector's pauses do. */
    @Test
    void clientsAreShownTheSameAtTheirOwnPort() throws Exception {
        put();
        var before = names(page());
        var shown = names(page(service.getBean(StateNode.class).port()));
        assertThat(before).isNotEmpty();
        assertThat(shown).containsAll(before);
        assertThat(names(page())).containsAll(shown);
    }

    private static Set<String> names(String page) {
        return page.lines().filter(line -> line.startsWith("# TYPE ")).collect(Collectors.toSet());
    }

    @Test
    void whatIsWrittenMovesThem() throws Exception {
        put();
        double puts = value("etcd_mvcc_put_total");
        double deletes = value("etcd_mvcc_delete_total");
        double txns = value("etcd_mvcc_txn_total");
        double commits = value("etcd_disk_backend_commit_duration_seconds_count");
        double applies = value("etcd_server_apply_duration_seconds_count");
        double committed = value("etcd_server_proposals_committed_total");
        double received = value("etcd_network_client_grpc_received_bytes_total");

        put();
        kv().deleteRange(DeleteRangeRequest.newBuilder().setKey(KEY).build());
        kv().txn(TxnRequest.newBuilder().build());
        put();

        assertThat(value("etcd_mvcc_put_total")).isEqualTo(puts + 2);
        assertThat(value("etcd_mvcc_delete_total")).isEqualTo(deletes + 1);
        assertThat(value("etcd_mvcc_txn_total")).isGreaterThanOrEqualTo(txns);
        assertThat(value("etcd_disk_backend_commit_duration_seconds_count"))
                .isGreaterThanOrEqualTo(commits + 3);
        assertThat(value("etcd_server_apply_duration_seconds_count"))
                .isGreaterThanOrEqualTo(applies + 3);
        assertThat(value("etcd_server_proposals_committed_total"))
                .isGreaterThanOrEqualTo(committed + 3)
                .isGreaterThanOrEqualTo(value("etcd_server_proposals_applied_total"));
        assertThat(value("etcd_network_client_grpc_received_bytes_total")).isGreaterThan(received);
        assertThat(value("etcd_server_leader_changes_seen_total")).isEqualTo(1);
        assertThat(value("etcd_server_proposals_pending")).isZero();
        assertThat(value("etcd_server_proposals_failed_total")).isZero();
    }

    @Test
    void callsAreCountedByMethodAndCode() throws Exception {
        put();
        try {
            kv().range(RangeRequest.newBuilder().setKey(KEY).setRevision(1_000_000).build());
        } catch (StatusRuntimeException future) {
            // Counted below.
        }

        var method = "grpc_method=\"%s\",grpc_service=\"etcdserverpb.KV\",grpc_type=\"unary\"";
        var range = method.formatted("Range");
        assertThat(page())
                .containsPattern(
                        "grpc_server_handled_total\\{grpc_code=\"OK\","
                                + method.formatted("Put")
                                + "} [1-9]")
                .containsPattern(
                        "grpc_server_handled_total\\{grpc_code=\"OutOfRange\"," + range + "} [1-9]")
                .containsPattern("grpc_server_started_total\\{" + range + "} [1-9]")
                .containsPattern("grpc_server_msg_received_total\\{" + range + "} [1-9]");
    }

    @Test
    void eventsOfWatchesAreCounted() throws Exception {
        double before = value("etcd_debugging_mvcc_events_total");
        var seen = new CountDownLatch(1);
        var watch = WatchGrpc.newStub(channel).watch(new Events(seen));
        watch.onNext(
                WatchRequest.newBuilder()
                        .setCreateRequest(WatchCreateRequest.newBuilder().setKey(KEY))
                        .build());
        for (int attempt = 0; attempt < 200 && seen.getCount() > 0; attempt++) {
            put();
            seen.await(50, TimeUnit.MILLISECONDS);
        }

        assertThat(seen.getCount()).isZero();
        assertThat(value("etcd_debugging_mvcc_events_total")).isGreaterThan(before);
        assertThat(value("etcd_debugging_mvcc_watch_stream_total")).isEqualTo(1);
        assertThat(value("etcd_debugging_mvcc_watcher_total")).isEqualTo(1);
        assertThat(page()).contains("grpc_method=\"Watch\"", "grpc_type=\"bidi_stream\"");
    }

    private record Events(CountDownLatch seen) implements StreamObserver<WatchResponse> {
        @Override
        public void onNext(WatchResponse response) {
            if (response.getEventsCount() > 0) {
                seen.countDown();
            }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel);
    }

    private void put() {
        kv().put(PutRequest.newBuilder().setKey(KEY).setValue(KEY).build());
    }

    private double value(String series) throws Exception {
        return page().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series));
    }

    private String page() throws Exception {
        return page(((WebServerApplicationContext) service).getWebServer().getPort());
    }

    private static String page(int port) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
