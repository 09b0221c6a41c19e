package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A member of a Raft group; an entry counts once a majority has synced it to disk. */
public final class RatisLog<R> implements ReplicatedLog<R> {

    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

    private final RatisSettings settings;
    private final ReplicatedMachine<R> machine;
    private final MachineAdapter<R> adapter;
    private final RaftGroupId group;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final ExecutorService snapshotter =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("state-snapshot").daemon().factory());

    private final AtomicLong bytesSinceSnapshot = new AtomicLong();

    private final AtomicReference<@Nullable CompletableFuture<Void>> demanded =
            new AtomicReference<>();
    private volatile long snapshotSize;

    /**
     * Recovers what the directory holds and waits until the member leads or knows a leader.
     *
     * @throws IOException if the directory cannot be used or is damaged
     */
    public RatisLog(RatisSettings settings, ReplicatedMachine<R> machine) throws IOException {
        this.settings = settings;
        this.machine = machine;
        this.adapter = new MachineAdapter<>(machine, this::applied);
        this.group =
                RaftGroupId.valueOf(
                        UUID.nameUUIDFromBytes(
                                settings.clusterToken().getBytes(StandardCharsets.UTF_8)));
        LogTail.mend(settings.directory().resolve(group.getUuid().toString()).resolve("current"));
        this.server =
                RaftServer.newBuilder()
                        .setServerId(RaftPeerId.valueOf(settings.self()))
                        .setGroup(members())
                        .setProperties(Properties.of(settings))
                        .setStateMachine(adapter)
                        .setOption(RaftStorage.StartupOption.RECOVER)
                        .build();
        try {
            server.start();
            this.division = server.getDivision(group);
            awaitLeader();
        } catch (IOException e) {
            close();
            throw e;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    @Override
    public R append(byte[] entry) {
        var proposal = new Proposal<R>(entry);
        submit(proposal);
        return Objects.requireNonNull(proposal.answer(), "an acknowledged entry was not applied");
    }

    @Override
    public void barrier() {
        if (settings.alone()) {
            // Acknowledged means applied here, and nobody else acknowledges.
            return;
        }
        append(new byte[0]);
    }

    @Override
    public void snapshot() {
        // Only the applying thread may freeze: an empty entry makes it pass by.
        var written = new CompletableFuture<Void>();
        demanded.set(written);
        append(new byte[0]);
        written.join();
    }

    @Override
    public LogStatus status() {
        var info = division.getInfo();
        var leader = info.getLeaderId();
        return new LogStatus(
                group.getUuid().getMostSignificantBits(),
                member(division.getPeer()),
                leader == null ? 0 : id(leader),
                info.getCurrentTerm(),
                info.getLastAppliedIndex(),
                division.getGroup().getPeers().stream().map(this::member).toList());
    }

    @Override
    public long term() {
        return division.getInfo().getCurrentTerm();
    }

    @Override
    public boolean alone() {
        return settings.alone();
    }

    @Override
    public void close() {
        snapshotter.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw LogException.stopped(e);
        }
    }

    private void submit(Message message) {
        var request =
                RaftClientRequest.newBuilder()
                        .setClientId(client)
                        .setServerId(server.getId())
                        .setGroupId(group)
                        .setCallId(calls.incrementAndGet())
                        .setMessage(message)
                        .setType(RaftClientRequest.writeRequestType())
                        .build();
        try {
            var timeout = settings.requestTimeout().toMillis();
            check(server.submitClientRequestAsync(request).get(timeout, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw adapter.failure() == null ? LogException.timeout(e) : LogException.stopped(e);
        } catch (IOException | ExecutionException e) {
            throw LogException.stopped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    private static void check(RaftClientReply reply) {
        if (reply.isSuccess()) {
            return;
        }
        if (reply.getNotLeaderException() != null || reply.getLeaderNotReadyException() != null) {
            throw LogException.noLeader(reply.getException());
        }
        throw LogException.stopped(reply.getException());
    }

    private void awaitLeader() throws IOException {
        try {
            if (settings.alone()) {
                adapter.leading().get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the single member did not become leader in time", e);
        }
    }

    /**
     * The next snapshot is due when the log is as large as the last one, so that it never
     * dominates.
     */
    private void applied(TermIndex position, int bytes) {
        long due = Math.max(settings.snapshotBytes(), snapshotSize);
        var demand = demanded.getAndSet(null);
        if (bytesSinceSnapshot.addAndGet(bytes) < due && demand == null) {
            return;
        }
        bytesSinceSnapshot.set(0);
        var frozen = machine.freeze();
        snapshotter.execute(() -> {
            write(frozen, position);
            if (demand != null) {
                demand.complete(null);
            }
        });
    }

    private void write(ReplicatedMachine.Frozen frozen, TermIndex covered) {
        try {
            snapshotSize = adapter.snapshots().write(frozen, covered);
            purge();
        } catch (IOException e) {
            LOG.warn("no snapshot of index {} was written: {}", covered.getIndex(), e.toString());
        }
    }

    /**
     * Ratis purges when it believes to take a snapshot, and it refuses to where the latest covers
     * everything: hence an empty entry first.
     */
    private void purge() throws IOException {
        try {
            submit(new Proposal<R>(new byte[0]));
        } catch (LogException e) {
            LOG.debug("the log is purged with the next snapshot", e);
        }
        server.snapshotManagementAsync(
                SnapshotManagementRequest.newCreate(
                        client, server.getId(), group, calls.incrementAndGet(), 60_000, 1));
    }

    private RaftGroup members() {
        return RaftGroup.valueOf(
                group,
                settings.members().stream()
                        .map(each ->
                                RaftPeer.newBuilder()
                                        .setId(each.name())
                                        .setAddress(each.address())
                                        .build())
                        .toList());
    }

    private LogStatus.Member member(RaftPeer peer) {
        return new LogStatus.Member(
                id(peer.getId()), peer.getId().toString(), String.valueOf(peer.getAddress()));
    }

    /** A number for a member as etcd has them; stable, for it depends on cluster and name alone. */
    private long id(RaftPeerId peer) {
        var seed = settings.clusterToken() + "/" + peer;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }
}
