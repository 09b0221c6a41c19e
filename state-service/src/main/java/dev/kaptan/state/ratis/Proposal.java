package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/**
 * An entry that this member has proposed. The machine's answer comes from this member's own machine
 * and is never encoded, whoever leads.
 *
 * @param callId tells this member's proposals apart
 * @param leader who was asked to append it
 * @param term this member's term when it asked
 * @param deadline when whoever waits gives up
 * @param answer null where that leader has not taken it, so that it may be proposed again
 */
record Proposal<R>(
        long callId,
        RaftPeerId leader,
        long term,
        Deadline deadline,
        CompletableFuture<@Nullable Answer<R>> answer) {

    /** {@code value} is null for the log's own entries. */
    record Answer<R>(@Nullable R value) {}

    Proposal(long callId, RaftPeerId leader, long term, Deadline deadline) {
        this(callId, leader, term, deadline, new CompletableFuture<>());
    }

    void notTaken() {
        answer.complete(null);
    }

    void fail(LogException failure) {
        answer.completeExceptionally(failure);
    }

    /** Its leader is gone, and a later one's entries have come without it. */
    void lost() {
        fail(LogException.leaderLost());
    }
}
