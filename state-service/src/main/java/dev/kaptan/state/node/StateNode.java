package dev.kaptan.state.node;

import dev.kaptan.state.auth.Caller;
import dev.kaptan.state.grpc.GrpcServer;
import dev.kaptan.state.grpc.GrpcSettings;
import dev.kaptan.state.grpc.Traffic;
import dev.kaptan.state.grpc.WatchTraffic;
import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;
import dev.kaptan.state.watch.WatchHub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Gatherers;

/** A running member: log, store, leases, watches and the gRPC server over them. */
public final class StateNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateNode.class);

    private static final Duration CATCH_UP_PAUSE = Duration.ofMillis(200);

    /** In one entry: a write that comes meanwhile does not wait for long. */
    private static final int REVOKED_TOGETHER = 1_000;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("state-timer").daemon().factory());
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final StoreMachine machine = new StoreMachine();
    private final WatchHub hub = new WatchHub();
    private final LeaderChanges leaderChanges = new LeaderChanges();
    private final List<Runnable> opened = new ArrayList<>();
    private final Leases leases;
    private final StateStore store;
    private final long self;
    private final GrpcServer server;

    /**
     * Recovers the data and serves.
     *
     * @param metrics in Prometheus' text format, for clients that ask for them
     */
    public StateNode(
            Engine engine, GrpcSettings grpc, Retention retention, Supplier<String> metrics)
            throws IOException {
        machine.listen(hub);
        var tokens = GrpcServer.tokens(machine);
        try {
            var running = engine.start(machine);
            opened.add(running.end());
            leases = running.leases();
            store = new StateStore(running.log(), machine, executor);
            self = store.status().self().id();
            server =
                    new GrpcServer(
                            grpc,
                            store,
                            hub,
                            leases,
                            tokens,
                            RandomGenerator.getDefault(),
                            timer,
                            metrics);
            opened.add(server::close);
            LOG.info("serves clients at port {} {}", server.port(), grpc.protection());
        } catch (IOException e) {
            close();
            throw e;
        }
        var compaction = new Compaction(store, retention, System::nanoTime);
        leaderChanges.look(store.leader());
        executor.execute(this::catchUp);
        every(1, this::lookAround);
        every(10, compaction::check);
    }

    public StateStore store() {
        return store;
    }

    public int port() {
        return server.port();
    }

    public int watchers() {
        return hub.watchers();
    }

    public int leases() {
        return leases.count();
    }

    public long leaderChanges() {
        return leaderChanges.seen();
    }

    public long quotaBytes() {
        return server.quotaBytes();
    }

    public Traffic traffic() {
        return server.traffic();
    }

    public WatchTraffic watchTraffic() {
        return server.watchTraffic();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        opened.reversed().forEach(Runnable::run);
        opened.clear();
        executor.shutdownNow();
    }

    /** Also after it has failed, which would otherwise be the last time. */
    private void every(long seconds, Runnable work) {
        Runnable steady =
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        if (!timer.isShutdown()) {
                            LOG.error("upkeep has failed, and is tried again", e);
                        }
                    }
                };
        timer.scheduleWithFixedDelay(steady, seconds, seconds, TimeUnit.SECONDS);
    }

    /** So that serializable reads go on should the others be lost before anybody has read. */
    private void catchUp() {
        while (!executor.isShutdown()) {
            try {
                store.catchUp();
                return;
            } catch (LogException notYet) {
                LOG.debug("this member has not caught up yet: {}", notYet.getMessage());
            }
            try {
                Thread.sleep(CATCH_UP_PAUSE);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    /** As often as etcd's election timeout lasts, by which it counts how long nobody has led. */
    private void lookAround() {
        long leader = store.leader();
        leaderChanges.look(leader);
        server.lookForLeader();
        if (leader == self) {
            expireLeases();
        }
    }

    private void expireLeases() {
        var expired = leases.expired();
        expired.stream()
                .gather(Gatherers.windowFixed(REVOKED_TOGETHER))
                .forEach(ids -> executor.execute(() -> revoke(ids)));
    }

    /** Where somebody must be named, the store acts as root. */
    private Command ofTheStore(Command command) {
        return store.readLocally().auth().enabled()
                ? new Command.CalledBy(Caller.STORE, command)
                : command;
    }

    /** One that was revoked meanwhile is refused, which is as good. */
    private void revoke(List<Long> ids) {
        try {
            store.executeLeading(
                    ids.stream().map(id -> ofTheStore(new Command.LeaseRevoke(id))).toList());
        } catch (LogException e) {
            LOG.warn("{} expired leases are not revoked yet: {}", ids.size(), e.getMessage());
        }
    }
}
