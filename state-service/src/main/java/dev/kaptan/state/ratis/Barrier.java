package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Lets a read see every entry that any member had acknowledged before it began: asks up to where
 * that is, and waits until this member's machine has come so far.
 */
final class Barrier {

    private static final byte[] NOTHING = {};

    /**
     * Longer than a leader may look for its majority. One that answers nothing at all has been
     * succeeded by then, and the next round asks its successor.
     */
    private static final Duration LEADERS_PATIENCE = ReadIndex.PATIENCE.plusMillis(500);

    private final Raft raft;
    private final LeaderLink link;
    private final Progress progress;
    private final Executor executor;
    private final Runnable requireWorking;
    private final Rounds leaderRounds;
    private final Rounds followerRounds;

    /**
     * @param executor for what has to wait
     * @param requireWorking throws where this member's log has stopped
     */
    Barrier(
            Raft raft,
            Peers peers,
            LeaderLink link,
            Progress progress,
            Executor executor,
            Runnable requireWorking) {
        this.raft = raft;
        this.link = link;
        this.progress = progress;
        this.executor = executor;
        this.requireWorking = requireWorking;
        this.leaderRounds = new Rounds(new ReadIndex(raft, peers)::confirmed);
        this.followerRounds = new Rounds(this::askLeader);
    }

    /** Of a leader, for itself and for those who ask it. */
    Rounds leaderRounds() {
        return leaderRounds;
    }

    /** Blocks, and tries again until time is over. */
    void await(Deadline deadline) {
        if (raft.alone()) {
            progress.await(raft.committed(), deadline);
            return;
        }
        while (true) {
            requireWorking.run();
            try {
                long index = deadline.await(readIndex());
                progress.await(index, deadline);
                return;
            } catch (LogException e) {
                deadline.pauseOr(raft.why(e));
            }
        }
    }

    /** As {@link #await}, but takes a thread only where the first try is not enough. */
    CompletableFuture<Void> begin(Deadline deadline) {
        if (raft.alone()) {
            // Others, who are gone now, may have acknowledged what is not applied here yet.
            return reached(raft.committed(), deadline);
        }
        requireWorking.run();
        return readIndex()
                .handle((index, failure) ->
                        failure == null ? reached(index, deadline) : later(() -> await(deadline)))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Void> reached(long index, Deadline deadline) {
        return progress.index() >= index
                ? CompletableFuture.completedFuture(null)
                : later(() -> progress.await(index, deadline));
    }

    private CompletableFuture<Void> later(Runnable wait) {
        return CompletableFuture.runAsync(wait, executor);
    }

    private CompletableFuture<Long> readIndex() {
        return raft.leads() ? leaderRounds.join() : followerRounds.join();
    }

    private CompletableFuture<Long> askLeader() {
        var leader = raft.leader();
        return leader == null
                ? CompletableFuture.failedFuture(LogException.noLeader(null))
                : link.call(leader, PeerCall.READ_INDEX, NOTHING, LEADERS_PATIENCE)
                        .thenApply(answer -> PeerAnswer.read(answer).number());
    }
}
