package dev.kaptan.state.postgres;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.auth.AuthChange;
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StoreMachine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Several instances on one database. */
@NeedsPostgres
class InstancesIT {

    private static final int WRITES = 200;

    private final String schema = PostgresServer.newSchema();
    private final List<Instance> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Instance::close);
    }

    @Test
    void whoWatchesAnywhereSeesWhatIsWrittenEverywhereInOrderOnceAndAll() throws Exception {
        var a = start("a");
        var b = start("b");
        try (var atA = new Watcher(a);
                var atB = new Watcher(b)) {
            inParallel(() -> putMany(a, "a"), () -> putMany(b, "b"), () -> putMany(b, "c"));
            await(() -> atA.seen().size() == 3 * WRITES && atB.seen().size() == 3 * WRITES);
            assertThat(atA.seen()).isEqualTo(atB.seen());
            assertThat(atA.seen().stream().map(each -> Long.parseLong(each.split(" ")[0])))
                    .containsExactlyElementsOf(
                            LongStream.range(2, 2 + 3 * WRITES).boxed().toList());
        }
    }

    @Test
    void aReadAtOneFollowsWhatTheOtherHasAcknowledged() throws Exception {
        var a = start("a");
        var b = start("b");
        for (int i = 0; i < 100; i++) {
            var writer = i % 2 == 0 ? a : b;
            var reader = i % 2 == 0 ? b : a;
            long revision = writer.put("k", "" + i);
            var read = reader.store().read();
            assertThat(read.revision()).isGreaterThanOrEqualTo(revision);
            assertThat(Instance.text(Instance.entries(read, "k").getFirst().value()))
                    .isEqualTo("" + i);
        }
    }

    @Test
    void whatNobodyWasNotifiedOfIsFoundByLooking() throws Exception {
        var a = start("a");
        try (var watcher = new Watcher(a)) {
            a.put("k", "1");
            try (var connection = PostgresServer.shared().connect(schema);
                    var statement = connection.createStatement()) {
                statement.execute(
                        "INSERT INTO revision VALUES"
                                + " (3, 0, 'k', 'unannounced', 2, 2, 0, false, 2);"
                                + " INSERT INTO batch SELECT index + 1, '"
                                + UUID.randomUUID()
                                + "', 3, 0 FROM batch ORDER BY index DESC LIMIT 1");
            }
            await(() -> watcher.seen().size() == 2);
            assertThat(watcher.seen()).containsExactly("2 k=1", "3 k=unannounced");
        }
    }

    @Test
    void anEmptyDatabaseIsMigratedByOneOfManyThatStartAtOnce() throws Exception {
        var starting =
                inParallel(() -> start("a"), () -> start("b"), () -> start("c"), () -> start("d"));
        for (var instance : starting) {
            assertThat(instance.put("from/" + instance.log().status().self().name(), "1"))
                    .isPositive();
        }
        assertThat(Instance.entries(starting.getFirst().store().read(), "from/")).hasSize(4);
        await(() -> starting.getFirst().log().status().members().size() == 4);
    }

    @Test
    void oneLeadsAndAnotherTakesOverWhenItLeaves() throws Exception {
        var a = start("a");
        var b = start("b");
        assertThat(a.log().status().isLeader()).isTrue();
        assertThat(b.log().status().isLeader()).isFalse();
        assertThat(b.log().status().leader()).isEqualTo(a.log().status().self().id());
        long term = a.log().term();
        a.close();
        await(() -> b.log().status().isLeader());
        assertThat(b.log().term()).isGreaterThan(term);
    }

    @Test
    void aNameIsForOneInstance() throws Exception {
        start("a");
        assertThatExceptionOfType(NameTakenException.class)
                .isThrownBy(() -> start("a"))
                .withMessage("another instance goes by the name 'a'");
    }

    @Test
    void aSessionThatIsCutOffIsReplacedAndMissesNothing() throws Exception {
        var a = start("a");
        var b = start("b");
        try (var watcher = new Watcher(b)) {
            for (int round = 1; round <= 5; round++) {
                a.put("k", "" + round);
                cutOff("b");
                b.put("l", "" + round);
            }
            await(() -> watcher.seen().size() == 10);
            await(() -> b.log().status().leader() != 0);
        }
    }

    @Test
    void leasesLiveWhereverTheyAreKeptAliveAndEndWhenNobodyDoes() throws Exception {
        var leader = start("a");
        var other = start("b");
        other.store().execute(new Command.LeaseGrant(7, 2));
        other.put("leased", "1", 7);
        for (int i = 0; i < 20; i++) {
            assertThat(other.leases().keepAlive(7)).isEqualTo(2);
            Thread.sleep(200);
            assertThat(leader.leases().expired()).isEmpty();
        }
        assertThat(leader.leases().remainingSeconds(7)).isBetween(0L, 2L);
        await(() -> leader.leases().expired().equals(List.of(7L)));
        assertThat(other.leases().keepAlive(7)).as("it is over").isNull();
        leader.store().execute(new Command.LeaseRevoke(7));
        assertThat(Instance.entries(other.store().read(), "leased")).isEmpty();
        assertThat(other.leases().remainingSeconds(7)).isNull();
        assertThat(leader.leases().expired()).isEmpty();
    }

    @Test
    void aLeaseCanBeKeptAliveElsewhereTheMomentItIsGranted() throws Exception {
        var a = start("a");
        var b = start("b");
        for (long id = 1; id <= 50; id++) {
            a.store().execute(new Command.LeaseGrant(id, 60));
            assertThat(b.leases().keepAlive(id)).isEqualTo(60);
        }
        assertThat(b.leases().keepAlive(99)).isNull();
    }

    @Test
    void compactionDeletesWhatIsSupersededAndNothingElse() throws Exception {
        var a = start("a");
        for (int i = 0; i < 100; i++) {
            a.put("k" + i % 10, "" + i);
        }
        var doomed = new KeyRange(bytes("k5"), bytes("k6"));
        a.store().execute(new Operation.Delete(doomed, false));
        long compacted = a.put("last", "1");
        var before = Instance.entries(a.store().read(), "");
        a.store().execute(new Command.Compact(compacted));
        a.log().snapshot();
        assertThat(count("revision")).as("nine keys and the last").isEqualTo(10);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> a.store().local().events(compacted - 1, event -> {}));
        var fresh = start("fresh");
        assertThat(Instance.entries(fresh.store().readLocally(), ""))
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(fresh.content()).isEqualTo(a.content());
    }

    @Test
    void whoMissedACompactionLoadsAnewAndGoesOn() throws Exception {
        var a = start("a");
        var settings = PostgresServer.shared().settings(schema, "late");
        var database = new Database(settings);
        var machine = new StoreMachine();
        var replica = new Replica(machine, database);
        Runnable catchUp =
                () ->
                        database.read(() -> {
                            replica.catchUp(database.repository(Batches.class).newest());
                            return true;
                        });
        a.put("k", "1");
        catchUp.run();
        var first = machine.store();
        a.put("k", "2");
        catchUp.run();
        assertThat(machine.store()).isSameAs(first);
        a.put("k", "3");
        a.store().execute(new Command.Compact(a.put("k", "4")));
        a.log().snapshot();
        a.put("k", "5");
        catchUp.run();
        assertThat(machine.store()).isNotSameAs(first);
        assertThat(Instance.entries(machine.store().view(), "k").getFirst().version()).isEqualTo(5);
        database.close();
    }

    @Test
    void usersAlarmsAndTokensOfOneAreKnownToAll() throws Exception {
        var a = start("a");
        var heard = new Instance.Heard();
        var b = Instance.start(PostgresServer.shared().settings(schema, "b"), heard);
        started.add(b);
        var alarm = new Alarms.Alarm(7, Alarms.Kind.NO_SPACE);
        var commands =
                List.of(
                        new Command.ChangeAuth(new AuthChange.AddUser("root", "hash")),
                        new Command.ChangeAuth(new AuthChange.AddRole("root")),
                        new Command.ChangeAuth(new AuthChange.GrantRole("root", "root")),
                        new Command.ChangeAuth(new AuthChange.Enable()),
                        new Command.SetAlarm(alarm, true));
        commands.forEach(a.store()::execute);
        var token = new Command.IssueToken("root", "secret", a.store().read().auth().revision(), 1);
        a.store().execute(token);
        b.log().barrier();
        assertThat(heard.commands()).containsAll(commands).endsWith(token);
        assertThat(b.store().readLocally().alarms().active()).containsExactly(alarm);
        assertThat(b.store().readLocally().auth().enabled()).isTrue();
        assertThat(b.content()).isEqualTo(a.content());
        assertThat(start("fresh").content()).isEqualTo(a.content());
    }

    @Test
    void aRefusalIsAnsweredAndWritesNothing() throws Exception {
        var a = start("a");
        long entries = count("batch");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> a.store().execute(new Command.LeaseRevoke(1)));
        assertThat(count("batch")).isEqualTo(entries);
    }

    private void cutOff(String name) throws SQLException {
        try (var connection = PostgresServer.shared().connect(schema);
                var statement =
                        connection.prepareStatement(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                        + " WHERE application_name = ? AND pid IN (SELECT pid FROM"
                                        + " pg_locks WHERE locktype = 'advisory')")) {
            statement.setString(1, "kaptan-state " + name);
            statement.execute();
        }
    }

    private long count(String table) throws SQLException {
        try (var connection = PostgresServer.shared().connect(schema);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Instance start(String name) throws IOException {
        var instance = Instance.start(PostgresServer.shared().settings(schema, name));
        synchronized (started) {
            started.add(instance);
        }
        return instance;
    }

    private static Outcome putMany(Instance instance, String prefix) {
        IntStream.range(0, WRITES).forEach(i -> instance.put(prefix + i % 7, "" + i));
        return null;
    }

    @SafeVarargs
    private static <T> List<T> inParallel(Callable<T>... work) throws Exception {
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(List.of(work))) {
                results.add(each.get());
            }
        }
        return results;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 seconds").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
