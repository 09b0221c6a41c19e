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
 */
record Proposal<R>(long callId, RaftPeerId leader, long term, CompletableFuture<Answer<R>> answer) {

    /** {@code value} is null for the log's own entries. */
    record Answer<R>(@Nullable R value) {}

    Proposal(long callId, RaftPeerId leader, long term) {
        this(callId, leader, term, new CompletableFuture<>());
    }

    /** Its leader is gone, and a later one's entries have come without it. */
    void lost() {
        answer.completeExceptionally(LogException.leaderLost());
    }
}
