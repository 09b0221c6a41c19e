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

    private final Raft raft;
    private final LeaderLink link;
    private final Progress progress;
    private final Executor executor;
    private final Duration patience;
    private final Runnable requireWorking;
    private final Rounds leaderRounds;
    private final Rounds followerRounds;

    /**
     * @param executor for what has to wait
     * @param patience how long a leader may take to answer
     * @param requireWorking throws where this member's log has stopped
     */
    Barrier(
            Raft raft,
            Peers peers,
            LeaderLink link,
            Progress progress,
            Executor executor,
            Duration patience,
            Runnable requireWorking) {
        this.raft = raft;
        this.link = link;
        this.progress = progress;
        this.executor = executor;
        this.patience = patience;
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
            return CompletableFuture.completedFuture(null);
        }
        requireWorking.run();
        return readIndex()
                .handle((index, failure) -> {
                    if (failure != null) {
                        return later(() -> await(deadline));
                    }
                    return progress.index() >= index
                            ? CompletableFuture.<Void>completedFuture(null)
                            : later(() -> progress.await(index, deadline));
                })
                .thenCompose(Function.identity());
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
                : link.call(leader, PeerCall.READ_INDEX, NOTHING, patience)
                        .thenApply(answer -> PeerAnswer.read(answer).number());
    }
}
