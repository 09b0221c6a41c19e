package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Finds the leader, be it this member or another one, and asks it. */
final class LeaderLink {

    private final Raft raft;
    private final Peers peers;
    private final PeerService.Handler own;

    /**
     * @param own this member's answers
     */
    LeaderLink(Raft raft, Peers peers, PeerService.Handler own) {
        this.raft = raft;
        this.peers = peers;
        this.own = own;
    }

    /** Asks what may be asked again, until the leader has answered or time is over. */
    BytesReader ask(PeerCall call, byte[] content, Deadline deadline) {
        return ask(call, content, deadline, e -> true);
    }

    /** Asks for what must not happen twice: tries again only while it has surely not happened. */
    BytesReader order(PeerCall call, byte[] content, Deadline deadline) {
        return ask(call, content, deadline, e -> e.reason() == LogException.Reason.NO_LEADER);
    }

    /**
     * The future fails where the leader cannot be reached: with {@link LogException} only if it has
     * surely heard nothing.
     */
    CompletableFuture<byte[]> call(
            RaftPeerId leader, PeerCall call, byte[] content, Duration patience) {
        if (leader.equals(raft.self())) {
            return own.answer(call, content).thenApply(PeerAnswer::given).toCompletableFuture();
        }
        var address = raft.addressOf(leader);
        return address == null || !peers.connected(address)
                ? CompletableFuture.failedFuture(LogException.noLeader(null))
                : peers.call(address, call, content, patience);
    }

    private BytesReader ask(
            PeerCall call, byte[] content, Deadline deadline, Predicate<LogException> again) {
        while (true) {
            try {
                return askOnce(call, content, deadline);
            } catch (LogException e) {
                if (!again.test(e)) {
                    throw e;
                }
                deadline.pauseOr(raft.why(e));
            }
        }
    }

    private BytesReader askOnce(PeerCall call, byte[] content, Deadline deadline) {
        @Nullable RaftPeerId leader = raft.leader();
        if (leader == null) {
            throw LogException.noLeader(null);
        }
        var patience = Duration.ofMillis(deadline.millisLeft());
        return PeerAnswer.read(deadline.await(call(leader, call, content, patience)));
    }
}
