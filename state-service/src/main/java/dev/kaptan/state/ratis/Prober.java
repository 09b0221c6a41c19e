package dev.kaptan.state.ratis;

import java.time.Duration;

/** Measures now and then how long each of the other members takes to answer, as etcd does. */
final class Prober {

    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private final Raft raft;
    private final Peers peers;
    private final Identity identity;
    private final PeerMeasures measures;

    Prober(Raft raft, Peers peers, Identity identity, PeerMeasures measures) {
        this.raft = raft;
        this.peers = peers;
        this.identity = identity;
        this.measures = measures;
    }

    /** Returns when it is interrupted. */
    void run() {
        try {
            while (true) {
                probe();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() {
        for (var peer : raft.reached()) {
            if (!peer.getId().equals(raft.self())) {
                probe(identity.memberId(peer.getId()), peer.getAddress());
            }
        }
    }

    private void probe(long member, String address) {
        long begin = System.nanoTime();
        peers.term(address, ReadIndex.PATIENCE)
                .whenComplete((term, failure) -> {
                    if (failure == null) {
                        measures.answered(member, System.nanoTime() - begin);
                    } else {
                        measures.unanswered(member);
                    }
                });
    }
}
