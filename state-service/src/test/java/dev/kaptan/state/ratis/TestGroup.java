package dev.kaptan.state.ratis;

import dev.kaptan.state.FreePort;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedMachine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Members of one group in this JVM, on loopback, each with its own directory.
 *
 * @param <R> what the machine answers
 * @param <M> the machine
 */
public final class TestGroup<R, M extends ReplicatedMachine<R>> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final Supplier<M> machines;
    private final long snapshotBytes;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, String> moved = new LinkedHashMap<>();
    private final Map<String, Running<R, M>> running =
            Collections.synchronizedMap(new LinkedHashMap<>());

    /** A member that runs. */
    public record Running<R, M>(String name, ReplicatedLog<R> log, M machine) {}

    public TestGroup(Path directory, long snapshotBytes, Supplier<M> machines) {
        this.directory = directory;
        this.snapshotBytes = snapshotBytes;
        this.machines = machines;
    }

    /** Gives members their addresses. */
    public void know(String... names) {
        for (var name : names) {
            addresses.computeIfAbsent(name, each -> "127.0.0.1:" + FreePort.any());
        }
    }

    /** Starts a group of new members, or of those that stopped. */
    public void start(String... names) throws IOException {
        know(names);
        for (var name : names) {
            launch(name, false, List.of(names));
        }
    }

    /** Starts a member that was added to the running ones. */
    public Running<R, M> join(String name) throws IOException {
        return launch(name, true, List.copyOf(addresses.keySet()));
    }

    /** Starts a member, for the first time or again, with that machine. */
    public ReplicatedLog<R> open(String name, M machine) throws IOException {
        return launch(name, false, List.copyOf(addresses.keySet()), machine).log();
    }

    public Running<R, M> restart(String name) throws IOException {
        return launch(name, false, List.copyOf(addresses.keySet()));
    }

    /** The peer URL that a member will have. */
    public String peerUrl(String name) {
        know(name);
        return "http://" + own(name);
    }

    /** From its next start a member is elsewhere, of which the others' settings say nothing. */
    public String move(String name) {
        moved.put(name, "127.0.0.1:" + FreePort.any());
        return peerUrl(name);
    }

    public String moveBack(String name) {
        moved.remove(name);
        return peerUrl(name);
    }

    public void stop(String name) {
        var member = running.remove(name);
        if (member != null) {
            member.log().close();
        }
    }

    /** Forgets a member's name and address. */
    public void forget(String name) {
        stop(name);
        addresses.remove(name);
        moved.remove(name);
    }

    public void wipe(String name) throws IOException {
        stop(name);
        try (var files = Files.walk(directory.resolve(name))) {
            files.sorted(Comparator.reverseOrder()).forEach(TestGroup::delete);
        }
    }

    public Running<R, M> member(String name) {
        return running.get(name);
    }

    public List<Running<R, M>> members() {
        return List.copyOf(running.values());
    }

    public Running<R, M> leader() {
        var found = new ArrayList<Running<R, M>>();
        await(
                "somebody leads",
                () -> {
                    running.values().stream()
                            .filter(each -> each.log().status().isLeader())
                            .max(Comparator.comparingLong(each -> each.log().term()))
                            .ifPresent(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    public Running<R, M> follower() {
        var leader = leader();
        return running.values().stream().filter(each -> each != leader).findFirst().orElseThrow();
    }

    public LogStatus.Member memberOf(String name) {
        return leader().log().status().members().stream()
                .filter(each -> name.equals(each.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no member " + name));
    }

    /** Tries a change of members until it is not refused. */
    static void awaitAccepted(String what, Runnable change) {
        await(
                what,
                () -> {
                    try {
                        change.run();
                        return true;
                    } catch (MembershipException notYet) {
                        return false;
                    }
                });
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }

    private Running<R, M> launch(String name, boolean joins, List<String> names)
            throws IOException {
        return launch(name, joins, names, machines.get());
    }

    private Running<R, M> launch(String name, boolean joins, List<String> names, M machine)
            throws IOException {
        var log = new RatisLog<>(settings(name, joins, names), machine);
        var member = new Running<>(name, (ReplicatedLog<R>) log, machine);
        running.put(name, member);
        return member;
    }

    private RatisSettings settings(String name, boolean joins, List<String> names)
            throws IOException {
        var own = Files.createDirectories(directory.resolve(name));
        var peers =
                names.stream()
                        .map(each ->
                                new RatisSettings.Peer(
                                        each, each.equals(name) ? own(name) : addresses.get(each)))
                        .toList();
        int port = Integer.parseInt(own(name).split(":")[1]);
        var transport = new RatisSettings.Transport(new InetSocketAddress("127.0.0.1", port), null);
        return new RatisSettings(
                own,
                "test",
                name,
                peers,
                1 << 20,
                snapshotBytes,
                Duration.ofSeconds(6),
                List.of("http://client-of-" + name),
                transport,
                joins);
    }

    private String own(String name) {
        return moved.getOrDefault(name, addresses.get(name));
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
