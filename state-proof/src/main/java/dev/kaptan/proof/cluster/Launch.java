package dev.kaptan.proof.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * What an engine needs to know to start a member.
 *
 * @param clientPort where it listens for clients
 * @param peerPort where it listens for members
 * @param peers all members, itself included, by the ports at which others reach them
 * @param joining whether it joins a cluster that is there already
 */
public record Launch(
        String name,
        Path directory,
        int clientPort,
        int peerPort,
        List<Peer> peers,
        boolean joining) {

    public Launch {
        peers = List.copyOf(peers);
    }

    /** A member as others reach it. */
    public record Peer(String name, int port) {}
}
