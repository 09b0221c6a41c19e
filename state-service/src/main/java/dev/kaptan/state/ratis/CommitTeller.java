package dev.kaptan.state.ratis;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.util.AwaitForSignal;
import org.jspecify.annotations.Nullable;

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

    private final AwaitForSignal signal = new StickySignal();
    private final Standing standing;
    private volatile long told = -1;

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

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(
            long callId, boolean heartbeat) throws RaftLogIOException {
        long news = tellable();
        var request = super.newAppendEntriesRequest(callId, heartbeat);
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
