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
 * @param databasePort where it reaches the database of the run, 0 if there is none
 */
public record Launch(
        String name,
        Path directory,
        int clientPort,
        int peerPort,
        List<Peer> peers,
        boolean joining,
        int databasePort) {

    /** Below the directory, what a member keeps. */
    static final String DATA = "data";

    public Launch {
        peers = List.copyOf(peers);
    }

    /** A member as others reach it. */
    public record Peer(String name, int port) {

        public String url() {
            return "http://127.0.0.1:" + port;
        }
    }
}
