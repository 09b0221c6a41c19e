package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This member's proposals on their way. Ratis writes the proposer's id and the proposal's number
 * into every entry, so that the proposer recognises its own when its machine applies them.
 */
final class Proposals<R> {

    private final ClientId proposer = ClientId.randomId();
    private final ByteString proposerBytes = proposer.toByteString();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, Proposal<R>> open = new ConcurrentHashMap<>();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Executor later;
    private volatile boolean closed;

    /**
     * @param later runs what it is given after a while: how much longer than its deadline allows a
     *     proposal may wait. A timer for each would change threads twice.
     */
    Proposals(Executor later) {
        this.later = later;
    }

    ClientId proposer() {
        return proposer;
    }

    /** It ends by itself: at the latest a while after its deadline. */
    Proposal<R> open(RaftPeerId leader, long term, Deadline deadline) {
        var proposal = new Proposal<R>(calls.incrementAndGet(), leader, term, deadline);
        open.put(proposal.callId(), proposal);
        proposal.answer().whenComplete((answer, failure) -> open.remove(proposal.callId()));
        watch();
        if (closed) {
            proposal.fail(stopped());
        }
        return proposal;
    }

    /** Nothing is applied here any more. */
    void close() {
        closed = true;
        open.values().forEach(each -> each.fail(stopped()));
    }

    /** An entry was applied here, whoever proposed it. */
    void applied(ByteString by, long callId, Proposal.Answer<R> answer) {
        if (by.equals(proposerBytes)) {
            var proposal = open.get(callId);
            if (proposal != null) {
                proposal.answer().complete(answer);
            }
        }
    }

    /**
     * An entry of {@code term} was applied here. All that earlier leaders have committed comes
     * before it (Raft section 5.4), so that what another leader than today's had in hand is lost,
     * or at best late.
     */
    void termBegan(long term, @Nullable RaftPeerId leader) {
        for (var proposal : open.values()) {
            if (proposal.term() < term && !proposal.leader().equals(leader)) {
                proposal.lost();
            }
        }
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            later.execute(this::expire);
        }
    }

    private void expire() {
        watched.set(false);
        for (var proposal : open.values()) {
            if (proposal.deadline().over()) {
                proposal.fail(LogException.timeout(null));
            }
        }
        if (!open.isEmpty()) {
            watch();
        }
    }

    private static LogException stopped() {
        return LogException.stopped(new IOException("it is closing"));
    }
}
