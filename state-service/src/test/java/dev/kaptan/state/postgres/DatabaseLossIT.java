package dev.kaptan.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The database is killed under load and started again. */
@NeedsPostgres
class DatabaseLossIT {

    private static final int CLIENTS = 4;
    private static final int ROUNDS = 3;
    private static final int WRITES = 150;
    private static final int LONGER_THAN_PATIENCE = 4_000;

    private final String schema = PostgresServer.newSchema();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile boolean enough;

    @Test
    void nothingAcknowledgedIsLostAndNothingRefusedAppears() throws Exception {
        try (var server = PostgresServer.start();
                var a = Instance.start(impatient(server, "a"));
                var b = Instance.start(impatient(server, "b"));
                var atA = new Watcher(a);
                var atB = new Watcher(b)) {
            var writers = new ArrayList<Future<?>>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int client = 0; client < CLIENTS; client++) {
                    var name = "c" + client;
                    var instance = client % 2 == 0 ? a : b;
                    writers.add(threads.submit(() -> write(instance, name)));
                }
                for (int round = 1; round <= ROUNDS; round++) {
                    awaitWrites(round * WRITES);
                    server.kill();
                    Thread.sleep(round == ROUNDS ? LONGER_THAN_PATIENCE : 300);
                    server.startAgain();
                }
                awaitWrites((ROUNDS + 1) * WRITES);
                enough = true;
            }
            for (var writer : writers) {
                writer.get();
            }
            InstancesIT.await(() -> reads(a) && reads(b));
            assertHistory(a, atA, b, atB);
        }
    }

    @Test
    void whileItIsAwayOnlyWhatMayBeOldIsReadAndAfterwardsAllIsWell() throws Exception {
        try (var server = PostgresServer.start();
                var a = Instance.start(impatient(server, "a"))) {
            a.put("k", "1");
            server.kill();
            assertThatExceptionOfType(LogException.class).isThrownBy(() -> a.put("k", "2"));
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> a.store().read())
                    .returns(LogException.Reason.NO_LEADER, LogException::reason);
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> a.leases().remainingSeconds(1));
            assertThat(a.leases().expired()).isEmpty();
            assertThat(Instance.entries(a.store().readLocally(), "k")).hasSize(1);
            InstancesIT.await(() -> a.log().status().leader() == 0);
            server.startAgain();
            InstancesIT.await(() -> a.log().status().isLeader());
            long revision = a.put("k", "3");
            assertThat(a.store().read().revision()).isEqualTo(revision);
        }
    }

    /** Whether it has a connection again: the other one's writes may have been enough. */
    private static boolean reads(Instance instance) {
        try {
            instance.store().read();
            return true;
        } catch (LogException notYet) {
            return false;
        }
    }

    private void write(Instance instance, String client) {
        for (int i = 0; !enough; i++) {
            var key = client + "/" + i;
            try {
                acknowledged.put(key, instance.put(key, "v"));
            } catch (LogException e) {
                (e.reason() == LogException.Reason.NO_LEADER ? refused : unknown).add(key);
            }
        }
    }

    private void assertHistory(Instance a, Watcher atA, Instance b, Watcher atB) throws Exception {
        var view = a.store().read();
        b.store().read();
        var present = new HashSet<String>();
        for (var entry : Instance.entries(view, "c")) {
            var key = Instance.text(entry.key());
            present.add(key);
            var revision = acknowledged.get(key);
            if (revision == null) {
                assertThat(unknown).as("not acknowledged, but there").contains(key);
            } else {
                assertThat(entry.modRevision()).as(key).isEqualTo(revision);
            }
        }
        assertThat(present).containsAll(acknowledged.keySet());
        assertThat(refused).isNotEmpty().noneMatch(present::contains);
        InstancesIT.await(
                () -> atA.seen().size() == present.size() && atB.seen().size() == present.size());
        assertThat(atA.seen()).isEqualTo(atB.seen()).doesNotHaveDuplicates();
        assertThat(b.content()).isEqualTo(a.content());
    }

    private void awaitWrites(int count) throws InterruptedException {
        for (int wait = 0; wait < 3_000 && acknowledged.size() < count; wait++) {
            Thread.sleep(20);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(count);
    }

    /** Gives up so soon that refusals are seen too. */
    private PostgresSettings impatient(PostgresServer server, String name) {
        var settings = server.settings(schema, name);
        return new PostgresSettings(
                settings.url(),
                settings.username(),
                settings.password(),
                settings.schema(),
                settings.name(),
                settings.address(),
                Duration.ofSeconds(2),
                settings.pollInterval());
    }
}
