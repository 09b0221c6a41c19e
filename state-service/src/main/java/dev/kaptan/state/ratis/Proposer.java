package dev.kaptan.state.ratis;

import dev.kaptan.state.log.Futures;
import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Hands entries to the leader, and hears what this member's machine answers to them. */
final class Proposer<R> {

    private final Raft raft;
    private final RaftCalls calls;
    private final LeaderLink link;
    private final Proposals<R> proposals;
    private final MachineAdapter<R> adapter;
    private final Executor executor;

    /**
     * @param executor for what has to wait
     */
    Proposer(
            Raft raft,
            RaftCalls calls,
            LeaderLink link,
            Proposals<R> proposals,
            MachineAdapter<R> adapter,
            Executor executor) {
        this.raft = raft;
        this.calls = calls;
        this.link = link;
        this.proposals = proposals;
        this.adapter = adapter;
        this.executor = executor;
    }

    /** Blocks; null where that leader has not taken it, so that it may be proposed again. */
    Proposal.@Nullable Answer<R> append(byte[] entry, RaftPeerId leader, Deadline deadline) {
        return deadline.await(submit(entry, leader, deadline));
    }

    /** Ends with null where that leader has not taken it, so that it may be proposed again. */
    CompletableFuture<Proposal.@Nullable Answer<R>> submit(
            byte[] entry, RaftPeerId leader, Deadline deadline) {
        var proposal = proposals.open(leader, raft.term(), deadline);
        handTo(leader, proposal, entry, deadline)
                .whenComplete((fate, refusal) -> {
                    if (refusal == null) {
                        follow(proposal, fate);
                    } else {
                        proposal.fail(refusal(refusal));
                    }
                });
        return proposal.answer();
    }

    /** What the leader answered instead of taking it. */
    private static LogException refusal(Throwable failure) {
        var cause = Futures.cause(failure);
        return cause instanceof LogException ours ? ours : LogException.timeout(cause);
    }

    private void follow(Proposal<R> proposal, Fate fate) {
        switch (fate) {
            // This member's own machine has the answer, or will.
            case COMMITTED -> {}
            case NOT_APPENDED -> proposal.notTaken();
            case OPEN -> executor.execute(() -> followOpen(proposal));
            case STOPPED -> proposal.fail(LogException.stopped(new IOException("it is closing")));
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
    private void followOpen(Proposal<R> proposal) {
        try {
            while (!proposal.answer().isDone()) {
                if (adapter.appliedTerm() > proposal.term()) {
                    proposal.lost();
                } else {
                    proposal.deadline().pauseOr(LogException.timeout(null));
                }
            }
        } catch (LogException e) {
            proposal.fail(e);
        }
    }
}
