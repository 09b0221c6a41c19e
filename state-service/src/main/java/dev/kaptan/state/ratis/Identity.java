package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.CheckedText;

import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Names of the cluster and its members as Ratis and as etcd's clients know them.
 *
 * <p>A member that the cluster began with is known to Ratis by its name, and its number follows
 * from the cluster's and its own name. One that was added later is known by the number that it was
 * given then, so that its successor of the same name is another one; it keeps that in its
 * directory.
 */
record Identity(String clusterToken) {

    private static final String ADDED = "#";
    private static final String FILE = "member";

    RaftGroupId group() {
        return RaftGroupId.valueOf(hash(clusterToken));
    }

    long clusterId() {
        return hash(clusterToken).getMostSignificantBits();
    }

    /** Stable, and never 0 in practice. */
    long memberId(RaftPeerId peer) {
        var text = peer.toString();
        return text.startsWith(ADDED)
                ? Long.parseUnsignedLong(text.substring(ADDED.length()), 16)
                : hash(clusterToken + "/" + text).getMostSignificantBits();
    }

    /** What Ratis calls a member that is added. */
    static RaftPeerId added(long memberId) {
        return RaftPeerId.valueOf(ADDED + "%016x".formatted(memberId));
    }

    RaftGroup groupOf(List<RatisSettings.Peer> members) {
        return RaftGroup.valueOf(group(), members.stream().map(Identity::peer).toList());
    }

    /** Who the owner of the directory is if he was added; null for one of the first members. */
    static @Nullable RaftPeerId read(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        return Files.exists(file) ? RaftPeerId.valueOf(CheckedText.read(file)) : null;
    }

    static void write(Path directory, RaftPeerId self) throws IOException {
        CheckedText.write(directory.resolve(FILE), self.toString());
    }

    /** The directories of all clusters that have data below a member's directory. */
    static List<Path> groupsIn(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var children = Files.list(directory)) {
            return children.filter(each -> Files.exists(each.resolve("current"))).toList();
        }
    }

    static RaftPeer peer(RatisSettings.Peer peer) {
        return peer(RaftPeerId.valueOf(peer.name()), peer.address());
    }

    static RaftPeer peer(RaftPeerId id, String address) {
        return RaftPeer.newBuilder().setId(id).setAddress(address).build();
    }

    private static UUID hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
