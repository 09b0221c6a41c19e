package dev.kaptan.state.ratis;

import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out who this member is and whom it starts with. */
final class Bootstrap {

    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final RatisSettings settings;
    private final Identity identity;
    private final Peers peers;

    /**
     * Who starts.
     *
     * @param group empty for a member that waits to be let in
     */
    record Start(RaftPeerId self, RaftGroup group) {}

    Bootstrap(RatisSettings settings, Identity identity, Peers peers) {
        this.settings = settings;
        this.identity = identity;
        this.peers = peers;
    }

    Start start() throws IOException {
        boolean hasLog = hasLog();
        if (!hasLog) {
            requireNoOther();
        }
        var added = Identity.read(settings.directory());
        if (added != null) {
            return joining(added);
        }
        if (!hasLog && settings.joins()) {
            var self = whoAmI();
            Identity.write(settings.directory(), self);
            return joining(self);
        }
        var named = RaftPeerId.valueOf(settings.self());
        if (!hasLog) {
            requireNew(named);
        }
        return new Start(named, identity.groupOf(settings.members()));
    }

    private Start joining(RaftPeerId self) {
        return new Start(self, RaftGroup.valueOf(identity.group(), List.of()));
    }

    private boolean hasLog() {
        return Files.isDirectory(
                settings.directory().resolve(identity.group().getUuid().toString()));
    }

    /** With another token everything would be there still, and the store would seem empty. */
    private void requireNoOther() throws IOException {
        for (var other : Identity.groupsIn(settings.directory())) {
            throw new OtherClusterException(
                    settings.directory()
                            + " has the data of another cluster ("
                            + other.getFileName()
                            + "), not of '"
                            + identity.clusterToken()
                            + "' ("
                            + identity.group().getUuid()
                            + "): give the token that it began with, or another data-dir");
        }
    }

    /**
     * Asks the members who of them this one is, by its peer address, as etcd does. Only a majority
     * knows: one of them that has just started may not have heard of this one yet, or still of the
     * one that it replaces.
     */
    private RaftPeerId whoAmI() throws IOException {
        var address = settings.own().address();
        var deadline = Deadline.in(JOIN_PATIENCE);
        boolean answered = false;
        while (!deadline.over()) {
            for (var other : settings.others()) {
                var told = ask(other);
                if (told != null && told.current()) {
                    return find(told.members(), address);
                }
                answered |= told != null;
            }
            pause();
        }
        throw new ClusterRefusedException(
                answered
                        ? "none of the members " + settings.others() + " leads a majority"
                        : "none of the members "
                                + settings.others()
                                + " answers; start one of them first");
    }

    private static RaftPeerId find(List<MemberList.Seen> seen, String address)
            throws ClusterRefusedException {
        var own =
                seen.stream()
                        .filter(each -> each.address().equals(address))
                        .findFirst()
                        .orElseThrow(() ->
                                new ClusterRefusedException(
                                        "no member with the peer address "
                                                + address
                                                + " was added; run: etcdctl member add NAME"
                                                + " --peer-urls=http://"
                                                + address));
        if (own.taking()) {
            throw lostItsData(address);
        }
        return own.peer();
    }

    /**
     * A member that comes back without its log has forgotten whom it voted for and what it has
     * acknowledged; as if it were new it could take both back.
     */
    private void requireNew(RaftPeerId self) throws IOException {
        for (var other : settings.others()) {
            var told = ask(other);
            if (told != null
                    && told.members().stream()
                            .anyMatch(each -> each.peer().equals(self) && each.started())) {
                throw lostItsData(settings.own().address());
            }
        }
    }

    private static ClusterRefusedException lostItsData(String address) {
        return new ClusterRefusedException(
                "the cluster has a member with the peer address "
                        + address
                        + " already, whose data is not here: remove that member (etcdctl member"
                        + " remove), add it anew and start with initial-cluster-state=existing");
    }

    /** Null where it does not answer. */
    private MemberList.@Nullable Told ask(RatisSettings.Peer other) throws IOException {
        try {
            var answer =
                    peers.call(other.address(), PeerCall.MEMBERS, NOTHING, PROBE)
                            .get(PROBE.toMillis() + 500, TimeUnit.MILLISECONDS);
            return MemberList.read(PeerAnswer.read(answer));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException refused
                    && refused.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
                throw new ClusterRefusedException(
                        other.address()
                                + " belongs to another cluster ("
                                + refused.getStatus().getDescription()
                                + "); give the cluster-token and the peers of one cluster");
            }
            return null;
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }
}
