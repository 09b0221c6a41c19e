package dev.kaptan.state.ratis;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.AwaitForSignal;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Sends entries to one follower, and tells it what is committed: at once where somebody waits for
 * it there, else with the next entry, if that comes soon. Ratis' own waits for the next entry or
 * heartbeat, which makes whoever waits on a follower wait for 400 ms where nobody else writes.
 */
final class CommitTeller extends GrpcLogAppender {

    /**
     * Ratis sends one after half the shortest time to an election, which is 400 ms; more often, so
     * that a hiccup of one member elects nobody.
     */
    private static final long HEARTBEAT_MILLIS = 150;

    /** How much later than the leader's a follower's watchers may hear of what nobody follows. */
    private static final long LAG_MILLIS = 5;

    /** Until a snapshot is sent anew to a member that answers, but has not taken it. */
    private static final long SNAPSHOT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** An answer that is older comes from nobody who is there. */
    private static final long ANSWERS_MILLIS = 1_000;

    private final AwaitForSignal signal = new StickySignal();
    private final Waiters waiters;
    private final PeerMeasures measures;
    private final Standing standing;
    private volatile long told = -1;

    /** Touched by the appender's thread only, as is the next. */
    private long snapshotSentAt = System.nanoTime() - SNAPSHOT_PAUSE_NANOS;

    private boolean snapshotWaits;

    CommitTeller(
            RaftServer.Division server,
            LeaderState leaderState,
            FollowerInfo follower,
            Waiters waiters,
            PeerMeasures measures) {
        super(server, new CountedReplies(leaderState, measures), follower);
        this.waiters = waiters;
        this.measures = measures;
        this.standing = new Standing(new Raft(server), follower);
    }

    @Override
    public void start() {
        waiters.add(this);
        super.start();
    }

    @Override
    public CompletableFuture<LifeCycle.State> stopAsync() {
        waiters.remove(this);
        return super.stopAsync();
    }

    /** Up to where the follower was told what is committed. */
    long told() {
        return told;
    }

    @Override
    public boolean shouldSendAppendEntries() {
        return untold() && millisOfGrace() <= 0 || super.shouldSendAppendEntries();
    }

    /**
     * Ratis calls it after every answer and commit, most of which ask for nothing: what they make
     * due later is found by the wait, which is short while the follower has entries without word of
     * their commit.
     */
    @Override
    public void notifyLogAppender() {
        if (shouldSendAppendEntries() || !isRunning()) {
            super.notifyLogAppender();
        }
    }

    /** Entries that wait to be sent take the commit along; only without them a heartbeat does. */
    @Override
    public long getHeartbeatWaitTimeMs() {
        long untilHeartbeat =
                Math.min(super.getHeartbeatWaitTimeMs(), HEARTBEAT_MILLIS - millisOfSilence());
        if (hasAppendEntries() || getFollower().getNextIndex() - 1 <= told) {
            return untilHeartbeat;
        }
        long grace = millisOfGrace();
        return untold() || grace > 0 ? Math.min(untilHeartbeat, grace) : untilHeartbeat;
    }

    /** A member without room for a snapshot is not sent it again and again. */
    @Override
    public @Nullable SnapshotInfo shouldInstallSnapshot() {
        var due = super.shouldInstallSnapshot();
        long now = System.nanoTime();
        snapshotWaits =
                due != null
                        && now - snapshotSentAt < SNAPSHOT_PAUSE_NANOS
                        && getFollower().getLastRpcResponseTime().elapsedTimeMs() < ANSWERS_MILLIS;
        if (due == null || snapshotWaits) {
            return null;
        }
        snapshotSentAt = now;
        return due;
    }

    @Override
    public long getWaitTimeMs() {
        return snapshotWaits ? getHeartbeatWaitTimeMs() : super.getWaitTimeMs();
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    /**
     * While entries wait for their answer, and the follower's commit lags, Ratis answers the answer
     * to a heartbeat by the next one: hence none before it is due.
     */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(
            long callId, boolean heartbeat) throws RaftLogIOException {
        boolean noEntries = heartbeat || snapshotWaits;
        if (noEntries && getHeartbeatWaitTimeMs() > 0) {
            return null;
        }
        long news = tellable();
        var request = super.newAppendEntriesRequest(callId, noEntries);
        if (request == null) {
            return null;
        }
        told = Math.max(told, news);
        boolean starting = standing.starting(request.getInitializing());
        var sent =
                starting == request.getInitializing()
                        ? request
                        : request.toBuilder().setInitializing(starting).build();
        measures.sends(sent);
        return sent;
    }

    @Override
    public Iterable<InstallSnapshotRequestProto> newInstallSnapshotRequests(
            String requestId, SnapshotInfo snapshot) {
        var chunks = super.newInstallSnapshotRequests(requestId, snapshot);
        return () ->
                StreamSupport.stream(chunks.spliterator(), false).peek(measures::sends).iterator();
    }

    /**
     * A follower cannot commit what it does not have. While entries are on their way Ratis tells it
     * nothing in heartbeats; their answer wakes this thread.
     */
    private boolean untold() {
        return tellable() > told && !hasPendingDataRequests();
    }

    /** How long to wait for an entry that takes the news along; counted from the last one. */
    private long millisOfGrace() {
        return waiters.waitBeyond(told) ? 0 : LAG_MILLIS - millisOfSilence();
    }

    private long millisOfSilence() {
        return getFollower().getLastRpcSendTime().elapsedTimeMs();
    }

    private long tellable() {
        return Math.min(getRaftLog().getLastCommittedIndex(), getFollower().getMatchIndex());
    }
}
