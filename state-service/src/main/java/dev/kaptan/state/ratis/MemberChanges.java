package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.MembershipException.Reason;

import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Changes the members where this one leads, one change at a time.
 *
 * <p>A member that is added stands on the roster only, until it has started and asks to be let in;
 * Raft counts it once it has caught up. So it never costs the others their majority.
 */
final class MemberChanges {

    /** As in etcd. */
    private static final int MOST_LEARNERS = 1;

    /** A learner that lags by more than this many entries would hold up the others' commits. */
    private static final long PROMOTABLE_LAG = 1_000;

    private static final Duration ALIVE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Raft raft;
    private final RaftCalls calls;
    private final Supplier<MemberList> members;
    private final Consumer<byte[]> append;
    private final RandomGenerator random;
    private final Semaphore change = new Semaphore(1);

    /**
     * @param append appends an entry to the roster
     */
    MemberChanges(
            Raft raft,
            RaftCalls calls,
            Supplier<MemberList> members,
            Consumer<byte[]> append,
            RandomGenerator random) {
        this.raft = raft;
        this.calls = calls;
        this.members = members;
        this.append = append;
        this.random = random;
    }

    long add(String peerUrl, boolean learner) {
        return alone(() -> {
            var address = PeerUrl.address(peerUrl);
            requireUnused(address, peerUrl);
            long learners =
                    members.get().known().stream().filter(each -> each.member().learner()).count();
            if (learner && learners >= MOST_LEARNERS) {
                throw refused(Reason.TOO_MANY_LEARNERS, "there is a learner already");
            }
            long id = 0;
            while (id == 0) {
                id = random.nextLong();
            }
            append.accept(
                    RosterMachine.put(
                            Identity.added(id),
                            new Roster.Entry(null, address, learner, List.of())));
            return id;
        });
    }

    /** Lets a member in that was added and has started. */
    void admit(RaftPeerId peer) {
        alone(() -> {
            if (raft.isMember(peer)) {
                return null;
            }
            var known = known(each -> each.peer().equals(peer));
            var newcomer = Identity.peer(peer, known.address());
            if (known.member().learner()) {
                reconfigure(raft.voters(), plus(raft.learners(), newcomer));
            } else {
                reconfigure(plus(raft.voters(), newcomer), raft.learners());
            }
            return null;
        });
    }

    void promote(long id) {
        alone(() -> {
            var known = known(id);
            if (!known.member().learner()) {
                throw refused(Reason.NOT_A_LEARNER, "it has a vote already");
            }
            boolean inSync =
                    raft.isLearner(known.peer())
                            && raft.committed() - raft.commitOf(known.peer()) <= PROMOTABLE_LAG;
            if (!inSync) {
                throw refused(Reason.LEARNER_NOT_READY, "it is not in sync with the leader");
            }
            var promoted = Identity.peer(known.peer(), known.address());
            reconfigure(plus(raft.voters(), promoted), without(raft.learners(), known.peer()));
            return null;
        });
    }

    void remove(long id) {
        alone(() -> {
            var known = known(id);
            var peer = known.peer();
            if (known.taking()) {
                var left = without(raft.voters(), peer);
                if (!Raft.majority(left, this::isAlive)) {
                    throw refused(
                            Reason.NOT_ENOUGH_STARTED,
                            "without it no majority of running members is left");
                }
                if (peer.equals(raft.self())) {
                    handOver(left);
                    throw LogException.noLeader(null);
                }
                reconfigure(left, without(raft.learners(), peer));
            }
            append.accept(RosterMachine.remove(peer));
            return null;
        });
    }

    void updatePeerUrl(long id, String peerUrl) {
        alone(() -> {
            var address = PeerUrl.address(peerUrl);
            var known = known(id);
            if (known.address().equals(address)) {
                return null;
            }
            requireUnused(address, peerUrl);
            if (!known.taking()) {
                var entry = new Roster.Entry(null, address, known.member().learner(), List.of());
                append.accept(RosterMachine.put(known.peer(), entry));
                return null;
            }
            var others = without(raft.voters(), known.peer());
            if (known.peer().equals(raft.self()) && !others.isEmpty()) {
                // Until it is restarted the others find nobody at the new address.
                handOver(others);
                throw LogException.noLeader(null);
            }
            move(known.peer(), address);
            return null;
        });
    }

    /** Hands leadership to a voter. */
    void transfer(RaftPeerId to, Duration patience) {
        try {
            var reply =
                    calls.transferLeadership(to, patience)
                            .get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
            if (!reply.isSuccess()) {
                throw refused(Reason.TRANSFER_TIMED_OUT, String.valueOf(reply.getException()));
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw refused(Reason.TRANSFER_TIMED_OUT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
    }

    /** Hands leadership to whoever of them is furthest; there may be nobody. */
    void handOver(Collection<RaftPeer> candidates) {
        candidates.stream()
                .map(RaftPeer::getId)
                .filter(peer -> !peer.equals(raft.self()) && isAlive(peer))
                .max((one, other) -> Long.compare(raft.commitOf(one), raft.commitOf(other)))
                .ifPresent(peer -> transfer(peer, ALIVE));
    }

    /** Whether running members are a majority without this one. */
    boolean othersGoOn() {
        return raft.majority(peer -> !peer.equals(raft.self()) && isAlive(peer));
    }

    /**
     * Ratis believes that nothing changes where only an address does. So the priority changes too:
     * everybody's, for only of equals each may lead.
     */
    private void move(RaftPeerId peer, String address) {
        int other = priority() == 0 ? 1 : 0;
        reconfigure(
                moved(raft.voters(), peer, address), moved(raft.learners(), peer, address), other);
    }

    /** All members have the same, which is 0 until one of them moves. */
    private int priority() {
        return raft.voters().iterator().next().getPriority();
    }

    private void reconfigure(Collection<RaftPeer> voters, Collection<RaftPeer> learners) {
        reconfigure(voters, learners, priority());
    }

    private void reconfigure(
            Collection<RaftPeer> voters, Collection<RaftPeer> learners, int priority) {
        RaftClientReply reply;
        try {
            reply =
                    calls.reconfigure(
                                    raft.voters(),
                                    raft.learners(),
                                    withPriority(voters, priority),
                                    withPriority(learners, priority))
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException e) {
            throw refused(Reason.BUSY, String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw LogException.timeout(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LogException.timeout(e);
        }
        if (reply.getNotLeaderException() != null) {
            throw LogException.noLeader(reply.getNotLeaderException());
        }
        if (!reply.isSuccess()) {
            throw refused(Reason.BUSY, String.valueOf(reply.getException()));
        }
    }

    private boolean isAlive(RaftPeerId peer) {
        return peer.equals(raft.self())
                || raft.followers().stream()
                        .anyMatch(each ->
                                RaftPeerId.valueOf(each.getId().getId()).equals(peer)
                                        && each.getLastRpcElapsedTimeMs() < ALIVE.toMillis());
    }

    private void requireUnused(String address, String peerUrl) {
        if (members.get().known().stream().anyMatch(each -> each.address().equals(address))) {
            throw refused(Reason.PEER_URL_EXISTS, "a member with " + peerUrl + " exists");
        }
    }

    private MemberList.Known known(long id) {
        return known(each -> each.member().id() == id);
    }

    private MemberList.Known known(Predicate<MemberList.Known> wanted) {
        return members.get().known().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> refused(Reason.NOT_FOUND, "there is no such member"));
    }

    private <T> T alone(Supplier<T> work) {
        if (!raft.leads()) {
            throw LogException.noLeader(null);
        }
        if (!change.tryAcquire()) {
            throw refused(Reason.BUSY, "another change of members is under way");
        }
        try {
            return work.get();
        } finally {
            change.release();
        }
    }

    private static List<RaftPeer> plus(Collection<RaftPeer> peers, RaftPeer more) {
        var all = new ArrayList<>(peers);
        all.add(more);
        return all;
    }

    private static List<RaftPeer> without(Collection<RaftPeer> peers, RaftPeerId less) {
        return peers.stream().filter(peer -> !peer.getId().equals(less)).toList();
    }

    private static List<RaftPeer> moved(
            Collection<RaftPeer> peers, RaftPeerId mover, String address) {
        return peers.stream()
                .map(peer -> peer.getId().equals(mover) ? Identity.peer(mover, address) : peer)
                .toList();
    }

    private static List<RaftPeer> withPriority(Collection<RaftPeer> peers, int priority) {
        return peers.stream()
                .map(peer -> RaftPeer.newBuilder(peer).setPriority(priority).build())
                .toList();
    }

    private static MembershipException refused(Reason reason, String message) {
        return new MembershipException(reason, message);
    }
}
