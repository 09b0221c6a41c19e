package dev.kaptan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports a standalone cluster listens on, checked before anything starts. */
final class ListenPorts {

    /**
     * @param option what moves its port
     */
    private record Listener(String owner, String option) {}

    private final Map<Integer, Listener> listeners = new LinkedHashMap<>();

    private ListenPorts() {}

    /**
     * @throws StartFailure naming the first port that is taken, or that two would listen on, and
     *     the option that moves it
     */
    static void requireFree(ClusterOptions options) {
        var ports = new ListenPorts();
        ports.addAll(options);
        ports.listeners.forEach((port, listener) -> {
            if (isTaken(port)) {
                throw new StartFailure(
                        "port "
                                + port
                                + " is taken ("
                                + listener.owner()
                                + "): stop what listens there, or choose another one with "
                                + listener.option(),
                        null);
            }
        });
    }

    private void addAll(ClusterOptions options) {
        add(options.port(), "the API", "--port");
        if (options.etcd() == null) {
            for (var member : options.storeMembers()) {
                add(member.port(), "the state service", "--state-port");
                add(member.metricsPort(), "metrics of the state service", "--port");
                if (options.stateMembers() > 1) {
                    add(member.peerPort(), "peers of the state service", "--port");
                }
            }
        }
        add(options.shifted(10257), "health of the controllers", "--port");
        add(options.shifted(10259), "health of the scheduler", "--port");
        for (int i = 0; i < options.nodes(); i++) {
            add(options.agentPort(i), "the agent of " + options.nodeNames().get(i), "--port");
        }
    }

    private void add(int port, String owner, String option) {
        var other = listeners.put(port, new Listener(owner, option));
        if (other != null) {
            throw new StartFailure(
                    "port %d would be both for %s (moved by %s) and for %s (moved by %s): choose others"
                            .formatted(port, other.owner(), other.option(), owner, option),
                    null);
        }
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(InetAddress.getByName(ClusterOptions.LOOPBACK), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
