package dev.kaptan.state.ratis;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a member of the log needs to know. Once the directory holds a log, the members are those
 * that the log says, and {@code members} only tells whom to ask.
 *
 * @param directory where log and snapshots are kept
 * @param clusterToken tells clusters apart: members of another cluster are refused
 * @param self this member's name, one of {@code members}
 * @param segmentBytes size of a log file; it is allocated whole, so that an append never has to
 * @param snapshotBytes bytes appended since the last snapshot after which the next one is due
 * @param requestTimeout how long an append may take
 * @param clientUrls where clients reach this member, for the others to tell
 * @param transport how peers reach this member; null for one that never has any
 * @param joins whether the cluster is there already and this member was added to it
 */
public record RatisSettings(
        Path directory,
        String clusterToken,
        String self,
        List<Peer> members,
        long segmentBytes,
        long snapshotBytes,
        Duration requestTimeout,
        List<String> clientUrls,
        @Nullable Transport transport,
        boolean joins) {

    public RatisSettings {
        members = List.copyOf(members);
        clientUrls = List.copyOf(clientUrls);
        if (members.stream().noneMatch(member -> member.name().equals(self))) {
            throw new IllegalArgumentException("'" + self + "' is none of the members " + members);
        }
        if (transport == null && members.size() > 1) {
            throw new IllegalArgumentException("several members need a transport");
        }
    }

    /** A member that never has peers. */
    public RatisSettings(
            Path directory,
            String clusterToken,
            String self,
            List<Peer> members,
            long segmentBytes,
            long snapshotBytes,
            Duration requestTimeout) {
        this(
                directory,
                clusterToken,
                self,
                members,
                segmentBytes,
                snapshotBytes,
                requestTimeout,
                List.of(),
                null,
                false);
    }

    Peer own() {
        return members.stream().filter(each -> each.name().equals(self)).findFirst().orElseThrow();
    }

    List<Peer> others() {
        return members.stream().filter(each -> !each.name().equals(self)).toList();
    }

    String peerScheme() {
        return transport != null && transport.tls() != null ? "https://" : "http://";
    }

    /**
     * A member and where its peers reach it ({@code host:port}; unused where there is only one).
     */
    public record Peer(String name, String address) {}

    /**
     * The port for peers.
     *
     * @param tls null for plain text
     */
    public record Transport(InetSocketAddress listen, @Nullable PeerTls tls) {}

    /** PEM files: our certificate for both directions, its key, and the CA of all peers. */
    public record PeerTls(Path certificate, Path key, Path ca) {}
}
