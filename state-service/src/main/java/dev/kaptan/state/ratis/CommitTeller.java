package dev.kaptan.state.ratis;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.AwaitForSignal;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/**
 * Sends entries to one follower, and tells it at once what is committed, as etcd does. Ratis' own
 * waits with that for the next entry or heartbeat, which makes whoever waits on a follower wait for
 * 400 ms where nobody else writes.
 */
final class CommitTeller extends GrpcLogAppender {

    /**
     * Ratis sends one after half the shortest time to an election, which is 400 ms; more often, so
     * that a hiccup of one member elects nobody.
     */
    private static final long HEARTBEAT_MILLIS = 150;

    /** Until a snapshot is sent anew to a member that answers, but has not taken it. */
    private static final long SNAPSHOT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** An answer that is older comes from nobody who is there. */
    private static final long ANSWERS_MILLIS = 1_000;

    private final AwaitForSignal signal = new StickySignal();
    private final Standing standing;
    private volatile long told = -1;

    /** Touched by the appender's thread only, as is the next. */
    private long snapshotSentAt = System.nanoTime() - SNAPSHOT_PAUSE_NANOS;

    private boolean snapshotWaits;

    CommitTeller(RaftServer.Division server, LeaderState leaderState, FollowerInfo follower) {
        super(server, leaderState, follower);
        this.standing = new Standing(new Raft(server), follower);
    }

    @Override
    public boolean shouldSendAppendEntries() {
        return untold() || super.shouldSendAppendEntries();
    }

    /** Entries that wait to be sent take the commit along; only without them a heartbeat does. */
    @Override
    public long getHeartbeatWaitTimeMs() {
        if (untold() && !hasAppendEntries()) {
            return 0;
        }
        long quiet = getFollower().getLastRpcSendTime().elapsedTimeMs();
        return Math.min(super.getHeartbeatWaitTimeMs(), HEARTBEAT_MILLIS - quiet);
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
        return starting == request.getInitializing()
                ? request
                : request.toBuilder().setInitializing(starting).build();
    }

    /**
     * A follower cannot commit what it does not have. While entries are on their way Ratis tells it
     * nothing in heartbeats; their answer wakes this thread.
     */
    private boolean untold() {
        return tellable() > told && !hasPendingDataRequests();
    }

    private long tellable() {
        return Math.min(getRaftLog().getLastCommittedIndex(), getFollower().getMatchIndex());
    }
}
