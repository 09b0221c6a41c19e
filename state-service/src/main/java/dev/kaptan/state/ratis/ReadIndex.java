package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Up to where a read has to see (Raft section 8, and section 6.4 of Ongaro's thesis): what the
 * leader has committed, provided that it still was the leader after the read began.
 *
 * <p>Proof: a majority of members was in the leader's term after the read began. A later leader
 * would have been elected by a majority in a later term, of which one member at least belongs to
 * ours, and terms never go back. So nobody else had acknowledged anything when the read began.
 * Ratis' own check answers without a majority where it has no lease, hence ours.
 */
final class ReadIndex {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final Raft raft;
    private final Peers peers;

    ReadIndex(Raft raft, Peers peers) {
        this.raft = raft;
        this.peers = peers;
    }

    /** Blocks for a majority; throws {@link LogException} where there is none. */
    long confirmed() {
        long term = raft.term();
        if (!raft.leads()) {
            throw LogException.noLeader(null);
        }
        long index = raft.committed();
        awaitMajorityIn(term);
        if (!raft.leads() || raft.term() != term) {
            throw LogException.noLeader(null);
        }
        return index;
    }

    private void awaitMajorityIn(long term) {
        var agreed = ConcurrentHashMap.<RaftPeerId>newKeySet();
        agreed.add(raft.self());
        if (raft.majority(agreed::contains)) {
            return;
        }
        var majority = new CompletableFuture<Void>();
        for (var peer : raft.otherVoters()) {
            ask(peer, term, agreed, majority);
        }
        Deadline.in(PATIENCE).await(majority);
    }

    private void ask(
            RaftPeer peer, long term, Set<RaftPeerId> agreed, CompletableFuture<Void> majority) {
        peers.call(peer.getAddress(), PeerCall.TERM, NOTHING, PATIENCE)
                .thenAccept(answer -> {
                    BytesReader in = PeerAnswer.read(answer);
                    if (in.number() == term
                            && agreed.add(peer.getId())
                            && raft.majority(agreed::contains)) {
                        majority.complete(null);
                    }
                });
    }
}
