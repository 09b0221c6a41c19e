package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    ClientId proposer() {
        return proposer;
    }

    Proposal<R> open(RaftPeerId leader, long term) {
        var proposal = new Proposal<R>(calls.incrementAndGet(), leader, term);
        open.put(proposal.callId(), proposal);
        return proposal;
    }

    void close(Proposal<R> proposal) {
        open.remove(proposal.callId());
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
}
