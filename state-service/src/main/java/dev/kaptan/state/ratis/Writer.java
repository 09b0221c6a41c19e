package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Has entries appended by whoever leads, until time is over. */
final class Writer<R> {

    private final Raft raft;
    private final Proposer<R> proposer;
    private final Room room;
    private final Runnable requireWorking;
    private final Executor executor;
    private final Duration patience;

    /**
     * @param requireWorking throws {@link LogException} where this member's log has stopped
     * @param executor for what has to wait
     */
    Writer(
            Raft raft,
            Proposer<R> proposer,
            Room room,
            Runnable requireWorking,
            Executor executor,
            Duration patience) {
        this.raft = raft;
        this.proposer = proposer;
        this.room = room;
        this.requireWorking = requireWorking;
        this.executor = executor;
        this.patience = patience;
    }

    /** Blocks. */
    R append(byte[] entry) {
        require();
        return propose(entry);
    }

    /** The same without blocking. */
    CompletableFuture<R> submit(byte[] entry) {
        require();
        var deadline = Deadline.in(patience);
        var leader = raft.leader();
        return leader == null
                ? later(entry, deadline)
                : proposer.submit(entry, leader, deadline)
                        .thenCompose(answer ->
                                answer == null
                                        ? later(entry, deadline)
                                        : CompletableFuture.completedFuture(value(answer)));
    }

    /** Blocks, where this member leads; throws NO_LEADER elsewhere. */
    R appendLeading(byte[] entry) {
        require();
        return value(appendHere(entry));
    }

    /** The same, whether or not there is room. */
    Proposal.Answer<R> appendHere(byte[] entry) {
        var answer =
                raft.leads() ? proposer.append(entry, raft.self(), Deadline.in(patience)) : null;
        if (answer == null) {
            throw LogException.noLeader(null);
        }
        return answer;
    }

    /** Blocks; whether or not there is room. */
    R propose(byte[] entry) {
        return propose(entry, Deadline.in(patience));
    }

    /** In this order: where the log has stopped there may be room with another member. */
    private void require() {
        requireWorking.run();
        room.require();
    }

    private CompletableFuture<R> later(byte[] entry, Deadline deadline) {
        return CompletableFuture.supplyAsync(() -> propose(entry, deadline), executor);
    }

    private R propose(byte[] entry, Deadline deadline) {
        while (true) {
            requireWorking.run();
            var leader = raft.leader();
            if (leader != null) {
                var answer = proposer.append(entry, leader, deadline);
                if (answer != null) {
                    return value(answer);
                }
            }
            deadline.pauseOr(LogException.noLeader(null));
        }
    }

    private R value(Proposal.Answer<R> answer) {
        R value = answer.value();
        if (value == null) {
            throw new IllegalStateException("the log's own entry in the place of a user's");
        }
        return value;
    }
}
