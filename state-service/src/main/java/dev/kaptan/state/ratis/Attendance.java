package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.Membership;
import dev.kaptan.state.log.MembershipException;

import org.apache.ratis.protocol.RaftPeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Has a member that starts let in, and tells the others its name and where it is reached. */
final class Attendance {

    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final Duration ADMISSION = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RatisSettings settings;
    private final Roster.Entry wanted;
    private final Identity identity;
    private final Raft raft;
    private final Peers peers;
    private final Supplier<Roster> roster;
    private final Membership membership;
    private final BiConsumer<RaftPeerId, byte[]> append;

    /**
     * @param append hands an entry of the log's own to a leader
     */
    Attendance(
            RatisSettings settings,
            Identity identity,
            Raft raft,
            Peers peers,
            Supplier<Roster> roster,
            Membership membership,
            BiConsumer<RaftPeerId, byte[]> append) {
        this.settings = settings;
        this.wanted = new Roster.Entry(settings.self(), null, false, settings.clientUrls());
        this.identity = identity;
        this.raft = raft;
        this.peers = peers;
        this.roster = roster;
        this.membership = membership;
        this.append = append;
    }

    /** Tries until all is done or {@code over}; a member may wait for its leader for long. */
    void register(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            try {
                if (takeStep()) {
                    return;
                }
            } catch (LogException
                    | MembershipException
                    | ExecutionException
                    | TimeoutException notYet) {
                LOG.debug("this member does not take part yet", notYet);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Whether nothing was left to do. */
    private boolean takeStep() throws InterruptedException, ExecutionException, TimeoutException {
        if (!raft.isMember(raft.self())) {
            askForAdmission();
        } else if (!announced()) {
            announce();
        } else if (!found()) {
            membership.updatePeerUrl(
                    identity.memberId(raft.self()),
                    settings.peerScheme() + settings.own().address());
        } else {
            return true;
        }
        return false;
    }

    private boolean announced() {
        return wanted.equals(roster.get().of(raft.self()));
    }

    private void announce() {
        var leader = raft.leader();
        if (leader != null) {
            append.accept(leader, RosterMachine.put(raft.self(), wanted));
        }
    }

    /** Whether those that come later will find this member; among others it is their business. */
    private boolean found() {
        return settings.transport() == null
                || !raft.alone()
                || settings.own().address().equals(raft.addressOf(raft.self()));
    }

    private void askForAdmission()
            throws InterruptedException, ExecutionException, TimeoutException {
        for (var other : settings.others()) {
            if (raft.isMember(raft.self()) || !peers.connected(other.address())) {
                continue;
            }
            var self = raft.self().toString().getBytes(StandardCharsets.UTF_8);
            PeerAnswer.read(
                    peers.call(other.address(), PeerCall.JOIN, self, ADMISSION)
                            .get(ADMISSION.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
