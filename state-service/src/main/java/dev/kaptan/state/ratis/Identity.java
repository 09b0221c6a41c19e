package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogStatus;

import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Names of the cluster and its members as Ratis and as etcd's clients know them. */
record Identity(String clusterToken) {

    RaftGroupId group() {
        return RaftGroupId.valueOf(hash(clusterToken));
    }

    long clusterId() {
        return hash(clusterToken).getMostSignificantBits();
    }

    /** Stable, for it depends on the cluster's and the member's name alone; never 0 in practice. */
    long memberId(RaftPeerId peer) {
        return hash(clusterToken + "/" + peer).getMostSignificantBits();
    }

    LogStatus.Member member(RaftPeer peer) {
        return new LogStatus.Member(
                memberId(peer.getId()),
                peer.getId().toString(),
                "http://" + peer.getAddress(),
                List.of(),
                false);
    }

    RaftGroup groupOf(RatisSettings settings) {
        return RaftGroup.valueOf(group(), settings.members().stream().map(Identity::peer).toList());
    }

    private static RaftPeer peer(RatisSettings.Peer peer) {
        return RaftPeer.newBuilder().setId(peer.name()).setAddress(peer.address()).build();
    }

    private static UUID hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
