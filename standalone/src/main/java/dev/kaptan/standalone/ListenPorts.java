package dev.kaptan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The ports a standalone cluster listens on, checked before anything starts. */
final class ListenPorts {

    /** Ports of a cluster that nobody is to find: below those that systems give to connections. */
    private static final int FIRST_SPARE = 12_000;

    private static final int LAST_SPARE = 28_000;
    private static final int MOST_TRIES = 100;

    /**
     * @param option what moves its port
     */
    private record Listener(int port, String owner, String option) {}

    private final List<Listener> listeners = new ArrayList<>();

    private ListenPorts(ClusterOptions options) {
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
        listeners.add(new Listener(port, owner, option));
    }

    /**
     * @throws StartFailure naming the first port that is none, that is taken, or that two would
     *     listen on, and the option that moves it
     */
    static void requireFree(ClusterOptions options) {
        var problem = new ListenPorts(options).problem();
        if (problem.isPresent()) {
            throw new StartFailure(problem.get(), null);
        }
    }

    /**
     * These options with ports drawn at random, such that everything of the cluster finds its port
     * free.
     *
     * @throws StartFailure if a hundred draws found none
     */
    static ClusterOptions onSparePorts(ClusterOptions options, RandomGenerator random) {
        for (int i = 0; i < MOST_TRIES; i++) {
            var moved =
                    options.onPorts(
                            random.nextInt(FIRST_SPARE, LAST_SPARE),
                            random.nextInt(FIRST_SPARE, LAST_SPARE));
            if (new ListenPorts(moved).problem().isEmpty()) {
                return moved;
            }
        }
        throw new StartFailure(
                "no free ports were found between " + FIRST_SPARE + " and " + LAST_SPARE, null);
    }

    private Optional<String> problem() {
        return outOfRange().or(this::shared).or(this::taken);
    }

    private Optional<String> outOfRange() {
        return listeners.stream()
                .filter(each -> each.port() < 1 || each.port() > 65535)
                .findFirst()
                .map(each ->
                        "%s would listen on port %d, which does not exist: choose another %s"
                                .formatted(each.owner(), each.port(), each.option()));
    }

    private Optional<String> shared() {
        Map<Integer, Listener> seen = new HashMap<>();
        for (var each : listeners) {
            var other = seen.putIfAbsent(each.port(), each);
            if (other != null) {
                return Optional.of(
                        "port %d would be both for %s (moved by %s) and for %s (moved by %s): choose others"
                                .formatted(
                                        each.port(),
                                        other.owner(),
                                        other.option(),
                                        each.owner(),
                                        each.option()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> taken() {
        return listeners.stream()
                .filter(each -> isTaken(each.port()))
                .findFirst()
                .map(each ->
                        "port %d is taken (%s): stop what listens there, or choose another one with %s"
                                .formatted(each.port(), each.owner(), each.option()));
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
