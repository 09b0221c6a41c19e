package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** How long each of the others may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Raft raft;
    private final Peers peers;

    ReadIndex(Raft raft, Peers peers) {
        this.raft = raft;
        this.peers = peers;
    }

    /** Fails with {@link LogException}, or throws it, where no majority confirms it. */
    CompletableFuture<Long> confirmed() {
        long term = raft.term();
        if (!raft.leads()) {
            throw LogException.noLeader(null);
        }
        long index = raft.committed();
        return majorityIn(term)
                .thenApply(_ -> {
                    if (!raft.leads() || raft.term() != term) {
                        throw LogException.noLeader(null);
                    }
                    return index;
                });
    }

    private CompletableFuture<Void> majorityIn(long term) {
        var agreed = ConcurrentHashMap.<RaftPeerId>newKeySet();
        agreed.add(raft.self());
        if (raft.majority(agreed::contains)) {
            return CompletableFuture.completedFuture(null);
        }
        var majority = new CompletableFuture<Void>();
        var others = raft.otherVoters();
        if (others.isEmpty()) {
            // The members have changed between the two looks at them.
            return CompletableFuture.failedFuture(LogException.timeout(null));
        }
        var silent = new AtomicInteger(others.size());
        for (var peer : others) {
            ask(peer, term, agreed, majority)
                    .whenComplete((answer, failure) -> {
                        if (silent.decrementAndGet() == 0) {
                            majority.completeExceptionally(LogException.timeout(failure));
                        }
                    });
        }
        return majority;
    }

    private CompletableFuture<Void> ask(
            RaftPeer peer, long term, Set<RaftPeerId> agreed, CompletableFuture<Void> majority) {
        return peers.term(peer.getAddress(), PATIENCE)
                .thenAccept(found -> {
                    if (found == term
                            && agreed.add(peer.getId())
                            && raft.majority(agreed::contains)) {
                        majority.complete(null);
                    }
                });
    }
}
