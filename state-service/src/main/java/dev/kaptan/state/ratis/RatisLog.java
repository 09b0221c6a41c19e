package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A member of a Raft group; an entry counts once a majority has synced it to disk. */
public final class RatisLog<R> implements ReplicatedLog<R> {

    private final RatisSettings settings;
    private final Identity identity;
    private final MachineAdapter<R> adapter;
    private final SnapshotTrigger snapshots;
    private final FreeSpace space;
    private final Guard guard;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftCalls calls;

    /**
     * Recovers what the directory holds; a single member has applied all of it when this returns.
     *
     * @throws IOException if the directory cannot be used or is damaged
     */
    public RatisLog(RatisSettings settings, ReplicatedMachine<R> machine) throws IOException {
        this.settings = settings;
        this.identity = new Identity(settings.clusterToken());
        this.space =
                new FreeSpace(settings.directory(), settings.segmentBytes(), FreeSpace::usable);
        this.snapshots =
                new SnapshotTrigger(
                        machine,
                        SnapshotPolicy.ofBytes(settings.snapshotBytes()),
                        space,
                        System::nanoTime);
        var group = identity.group();
        this.guard = new Guard(settings.directory().resolve(group.getUuid().toString()));
        guard.mend();
        space.begin();
        this.adapter = new MachineAdapter<>(machine, snapshots, this::purge, guard);
        this.server =
                RaftServer.newBuilder()
                        .setServerId(RaftPeerId.valueOf(settings.self()))
                        .setGroup(identity.groupOf(settings))
                        .setProperties(Properties.of(settings))
                        .setStateMachine(adapter)
                        .setOption(RaftStorage.StartupOption.RECOVER)
                        .build();
        this.calls = new RaftCalls(server, group, settings.requestTimeout());
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
        var failure = adapter.failure();
        if (failure != null) {
            throw LogException.stopped(failure);
        }
        space.require();
        var proposal = new Proposal<R>(entry);
        calls.append(proposal);
        return Objects.requireNonNull(proposal.answer(), "an acknowledged entry was not applied");
    }

    /** Alone, whatever was acknowledged is applied here, and nobody else acknowledges. */
    @Override
    public void barrier() {
        if (!alone()) {
            calls.append(Message.EMPTY);
        }
    }

    @Override
    public void snapshot() {
        var written = snapshots.demand();
        calls.append(Message.EMPTY);
        written.join();
    }

    @Override
    public long committedIndex() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    @Override
    public LogStatus status() {
        var info = division.getInfo();
        var leader = info.getLeaderId();
        return new LogStatus(
                identity.clusterId(),
                identity.member(division.getPeer()),
                leader == null ? 0 : identity.memberId(leader),
                info.getCurrentTerm(),
                info.getLastAppliedIndex(),
                division.getGroup().getPeers().stream().map(identity::member).toList());
    }

    @Override
    public Membership membership() {
        return Membership.fixed();
    }

    @Override
    public byte[] askLeader(byte[] question) {
        throw LogException.noLeader(null);
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
        snapshots.close();
        try {
            server.close();
            adapter.note(true);
            guard.close();
        } catch (IOException e) {
            throw LogException.stopped(e);
        }
    }

    /** What the guard knows must not be older than what is left of the log. */
    private void purge() throws IOException {
        adapter.note(true);
        calls.purge();
    }

    private void awaitLeader() throws IOException {
        if (!alone()) {
            return;
        }
        try {
            adapter.leading().get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("the single member did not become leader in time", e);
        }
    }
}
