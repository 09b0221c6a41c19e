package dev.kaptan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports a standalone cluster listens on, checked before anything starts. */
final class ListenPorts {

    private ListenPorts() {}

    /**
     * @throws StartFailure naming the first taken port and the option that moves it
     */
    static void requireFree(ClusterOptions options) {
        ports(options)
                .forEach((port, owner) -> {
                    if (isTaken(port)) {
                        throw new StartFailure(
                                "port "
                                        + port
                                        + " is taken ("
                                        + owner
                                        + "): stop what listens there, or choose another"
                                        + " one with "
                                        + (isOfStore(options, port) ? "--state-port" : "--port"),
                                null);
                    }
                });
    }

    private static Map<Integer, String> ports(ClusterOptions options) {
        var ports = new LinkedHashMap<Integer, String>();
        ports.put(options.port(), "the API");
        if (options.etcd() == null) {
            for (var member : options.storeMembers()) {
                ports.put(member.port(), "the state service");
                ports.put(member.metricsPort(), "metrics of the state service");
                if (options.stateMembers() > 1) {
                    ports.put(member.peerPort(), "peers of the state service");
                }
            }
        }
        ports.put(options.shifted(10257), "health of the controllers");
        ports.put(options.shifted(10259), "health of the scheduler");
        for (int i = 0; i < options.nodes(); i++) {
            ports.put(options.agentPort(i), "the agent of " + options.nodeNames().get(i));
        }
        return ports;
    }

    private static boolean isOfStore(ClusterOptions options, int port) {
        return options.storeMembers().stream().anyMatch(member -> member.port() == port);
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
