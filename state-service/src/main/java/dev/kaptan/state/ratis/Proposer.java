package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Hands entries to the leader, and waits for what this member's machine answers to them. */
final class Proposer<R> {

    private final Raft raft;
    private final RaftCalls calls;
    private final LeaderLink link;
    private final Proposals<R> proposals;
    private final MachineAdapter<R> adapter;

    Proposer(
            Raft raft,
            RaftCalls calls,
            LeaderLink link,
            Proposals<R> proposals,
            MachineAdapter<R> adapter) {
        this.raft = raft;
        this.calls = calls;
        this.link = link;
        this.proposals = proposals;
        this.adapter = adapter;
    }

    /** Null where that leader has not taken it, so that it may be proposed again. */
    Proposal.@Nullable Answer<R> append(byte[] entry, RaftPeerId leader, Deadline deadline) {
        var proposal = proposals.open(leader, raft.term());
        try {
            var fate = handTo(leader, proposal, entry, deadline);
            deadline.await(CompletableFuture.anyOf(fate, proposal.answer()));
            if (proposal.answer().isDone()) {
                return deadline.await(proposal.answer());
            }
            return switch (deadline.await(fate)) {
                case COMMITTED -> deadline.await(proposal.answer());
                case NOT_APPENDED -> null;
                case OPEN -> awaitOpen(proposal, deadline);
                case STOPPED -> throw LogException.stopped(new IOException("it is closing"));
            };
        } finally {
            proposals.close(proposal);
        }
    }

    private CompletableFuture<Fate> handTo(
            RaftPeerId leader, Proposal<R> proposal, byte[] entry, Deadline deadline) {
        if (leader.equals(raft.self())) {
            return calls.append(new Entry(entry), proposals.proposer(), proposal.callId());
        }
        var content = PeerHandler.proposal(proposals.proposer(), proposal.callId(), entry);
        return link.call(
                        leader, PeerCall.PROPOSE, content, Duration.ofMillis(deadline.millisLeft()))
                .handle(Proposer::fate);
    }

    private static Fate fate(byte @Nullable [] answer, @Nullable Throwable failure) {
        if (failure instanceof LogException) {
            return Fate.NOT_APPENDED;
        }
        return answer == null ? Fate.OPEN : Fate.values()[PeerAnswer.read(answer).tag()];
    }

    /** Whether it comes shows at the latest with the first entry of a later leader. */
    private Proposal.Answer<R> awaitOpen(Proposal<R> proposal, Deadline deadline) {
        while (!proposal.answer().isDone()) {
            if (adapter.appliedTerm() > proposal.term()) {
                proposal.lost();
            } else {
                deadline.pauseOr(LogException.timeout(null));
            }
        }
        return deadline.await(proposal.answer());
    }
}
