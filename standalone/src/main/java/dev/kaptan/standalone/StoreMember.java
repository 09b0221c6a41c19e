package dev.kaptan.standalone;

import static dev.kaptan.standalone.ClusterOptions.LOOPBACK;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A member of the store of a standalone cluster.
 *
 * @param name the first one's is that of a store with one member, which may have become this one
 * @param directory below the data directory
 * @param port for clients
 * @param peerPort for the other members
 * @param metricsPort for health and metrics
 */
record StoreMember(String name, String directory, int port, int peerPort, int metricsPort) {

    /** Members are so far apart that each has etcd's neighbouring ports for itself. */
    private static final int STRIDE = 10;

    static StoreMember of(ClusterOptions options, int index) {
        int offset = STRIDE * index;
        return new StoreMember(
                index == 0 ? "default" : "member-" + (index + 1),
                directory(index),
                options.statePort() + offset,
                options.shifted(2380) + offset,
                options.shifted(2381) + offset);
    }

    static List<String> directories(int members) {
        return IntStream.range(0, members).mapToObj(StoreMember::directory).toList();
    }

    String clientUrl() {
        return "https://" + LOOPBACK + ":" + port;
    }

    String peerUrl() {
        return "https://" + LOOPBACK + ":" + peerPort;
    }

    static String directory(int index) {
        return index == 0 ? "state" : "state-" + (index + 1);
    }
}
