package dev.kaptan.standalone;

import dev.kaptan.standalone.pki.ClusterPki;
import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the user can say about a standalone cluster.
 *
 * @param dataDirectory everything the cluster keeps
 * @param port port of the API on loopback
 * @param statePort port of the state service's first member on loopback
 * @param stateMembers how many members the state service has: 1, 3 or 5
 * @param nodes how many node agents run on the local container engine
 * @param dockerHost where the container engine listens, for example {@code
 *     unix:///var/run/docker.sock}
 * @param etcd the store that somebody else runs; null to run one
 */
record ClusterOptions(
        Path dataDirectory,
        int port,
        int statePort,
        int stateMembers,
        int nodes,
        String dockerHost,
        @Nullable StoreEndpoints etcd) {

    static final String LOOPBACK = "127.0.0.1";
    static final String SERVICE_CIDR = "10.96.0.0/16";
    static final String API_SERVICE_ADDRESS = "10.96.0.1";

    static final int DEFAULT_PORT = 6443;
    static final int DEFAULT_STATE_PORT = 2379;

    private static final int MOST_NODES = 50;

    ClusterOptions {
        requirePort("--port", port);
        requirePort("--state-port", statePort);
        if (stateMembers != 1 && stateMembers != 3 && stateMembers != 5) {
            throw new IllegalArgumentException(
                    "--state-members must be 1, 3 or 5, not " + stateMembers);
        }
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException(
                    "--nodes must be between 1 and " + MOST_NODES + ", not " + nodes);
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    private static void requirePort(String option, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    option + " must be between 1 and 65535, not " + port);
        }
    }

    ClusterOptions onPorts(int port, int statePort) {
        return new ClusterOptions(
                dataDirectory, port, statePort, stateMembers, nodes, dockerHost, etcd);
    }

    List<String> nodeNames() {
        return IntStream.rangeClosed(1, nodes).mapToObj(i -> "node-" + i).toList();
    }

    /**
     * The first agent listens where a kubelet does, further ones behind the ports of the others.
     */
    int agentPort(int index) {
        return shifted(index == 0 ? 10250 : 10259 + index);
    }

    /**
     * A port that users do not choose: upstream's own number, moved as far as the API's port was
     * moved from 6443, so that clusters beside each other do not meet.
     */
    int shifted(int upstreamPort) {
        return upstreamPort + port - DEFAULT_PORT;
    }

    /** The members of the store that runs here. */
    List<StoreMember> storeMembers() {
        return IntStream.range(0, stateMembers).mapToObj(i -> StoreMember.of(this, i)).toList();
    }

    /** Where the API finds its store. */
    StoreEndpoints store(ClusterPki pki) {
        if (etcd != null) {
            return etcd;
        }
        return new StoreEndpoints(
                storeMembers().stream().map(StoreMember::clientUrl).map(URI::create).toList(),
                new StoreEndpoints.Tls(
                        pki.file("etcd/ca.crt"),
                        new StoreEndpoints.Identity(
                                pki.file("apiserver-etcd-client.crt"),
                                pki.file("apiserver-etcd-client.key"))));
    }

    String server() {
        return "https://" + LOOPBACK + ":" + port;
    }
}
