package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One member: its process, the proxies before its ports, and its disk if it has one. */
public final class Member implements AutoCloseable {

    private static final long END_SECONDS = 20;

    /** A loaded machine takes its time over what a member does before it ends. */
    private static final long STOP_SECONDS = 60;

    private final String name;
    private final Path directory;
    private final Path log;
    private final int clientPort;
    private final int peerPort;
    private final Proxy clients;

    /** To it from the other members, or from it to the database. */
    private volatile Proxy links;

    /** Where it may move to; null for one that no other knows. */
    private volatile @Nullable Proxy elsewhere;

    private final @Nullable Disk disk;
    private final boolean onDatabase;
    private volatile @Nullable Process process;

    /** Whether somebody here ended it, or made it impossible for it to go on. */
    private volatile boolean excused;

    private volatile boolean joining;

    private Member(
            String name,
            Path directory,
            @Nullable Disk disk,
            int clientPort,
            int peerPort,
            Proxy clients,
            Proxy links,
            @Nullable Proxy elsewhere,
            boolean onDatabase) {
        this.name = name;
        this.directory = directory;
        this.log = directory.resolveSibling(name + ".log");
        this.disk = disk;
        this.clientPort = clientPort;
        this.peerPort = peerPort;
        this.clients = clients;
        this.links = links;
        this.elsewhere = elsewhere;
        this.onDatabase = onDatabase;
    }

    /** Tells which member opened a connection to a proxy. */
    interface Peers {
        String opener(int localPort, int remotePort);
    }

    /** One that agrees with others. */
    static Member among(
            Peers others,
            String name,
            Path directory,
            boolean ownDisk,
            Ports ports,
            Network network)
            throws IOException, InterruptedException {
        int clientPort = ports.next();
        int peerPort = ports.next();
        var clients = new Proxy(ports.next(), name, clientPort, port -> Network.CLIENTS, network);
        var links = links(others, name, ports.next(), peerPort, network);
        var elsewhere = links(others, name, ports.next(), peerPort, network);
        elsewhere.desert();
        // Last: whatever fails before would leave it mounted.
        var disk = ownDisk ? new Disk(directory.resolveSibling(name + ".img"), directory) : null;
        return new Member(
                name, directory, disk, clientPort, peerPort, clients, links, elsewhere, false);
    }

    private static Proxy links(Peers others, String name, int port, int peerPort, Network network)
            throws IOException {
        return new Proxy(port, name, peerPort, from -> others.opener(from, port), network);
    }

    /** One that knows a database alone. */
    static Member on(Database database, String name, Path directory, Ports ports, Network network)
            throws IOException {
        int clientPort = ports.next();
        var clients = new Proxy(ports.next(), name, clientPort, port -> Network.CLIENTS, network);
        var links =
                new Proxy(ports.next(), Network.DATABASE, database.port(), port -> name, network);
        return new Member(name, directory, null, clientPort, 0, clients, links, null, true);
    }

    public String name() {
        return name;
    }

    /** Where clients reach it, through the network that can be cut. */
    public int port() {
        return clients.port();
    }

    /** How the other members reach it. */
    public Launch.Peer peer() {
        return new Launch.Peer(name, links.port());
    }

    /** How the other members will reach it once it has moved. */
    public Launch.Peer peerElsewhere() {
        return new Launch.Peer(name, elsewhere().port());
    }

    /** Ends it and moves it; nobody finds it where it was. */
    public void move() throws InterruptedException {
        kill();
        var left = links;
        links = elsewhere();
        elsewhere = left;
        left.desert();
        links.settle();
    }

    public boolean isRunning() {
        var running = process;
        return running != null && running.isAlive();
    }

    /** Whether its process has ended though nobody here gave it a reason. */
    public boolean hasDied() {
        return process != null && !isRunning() && !excused;
    }

    boolean holds(int localPort, int remotePort) {
        var running = process;
        return running != null && Connections.holds(running.pid(), localPort, remotePort);
    }

    void start(Engine engine, List<Launch.Peer> cluster) throws IOException {
        Files.createDirectories(directory);
        var launch =
                new Launch(
                        name,
                        directory,
                        clientPort,
                        peerPort,
                        cluster,
                        joining,
                        onDatabase ? links.port() : 0);
        excused = false;
        process =
                new ProcessBuilder(engine.command(launch))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    /** As {@code kill -9}: nothing is flushed, nobody is told. */
    public void kill() throws InterruptedException {
        var running = process;
        excused = true;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    /** As an operator ends it: it may hand over and finish what it has in hand. */
    public void stop() throws InterruptedException {
        var running = process;
        excused = true;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        }
    }

    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on, with room on its disk. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
        if (disk != null) {
            disk.heal();
        }
        if (isRunning()) {
            excused = false;
        }
    }

    /** Leaves no room on its disk, which it may not survive. */
    public void fillDisk() throws IOException, InterruptedException {
        excused = true;
        disk().fill();
    }

    public void slowDisk() {
        disk().slowDown();
    }

    /** Takes all its data away; from now on it joins a cluster that is there. */
    public void loseData() throws IOException, InterruptedException {
        kill();
        joining = true;
        var data = directory.resolve(Launch.DATA);
        if (Files.exists(data)) {
            Tree.delete(data);
        }
    }

    /** Breaks all its connections, to members and clients. */
    public void resetConnections() {
        clients.reset();
        links.reset();
    }

    private Proxy elsewhere() {
        return Objects.requireNonNull(elsewhere, () -> name + " is known to no other member");
    }

    private Disk disk() {
        if (disk == null) {
            throw new IllegalStateException(name + " has no disk of its own");
        }
        return disk;
    }

    private void signal(String signal) throws IOException, InterruptedException {
        var running = process;
        if (running != null && running.isAlive()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(running.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
        links.close();
        var other = elsewhere;
        if (other != null) {
            other.close();
        }
        try {
            if (disk != null) {
                disk.heal();
            }
            var running = process;
            if (running != null) {
                // Ends a stopped process as well.
                running.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " may still run", e);
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }
}
