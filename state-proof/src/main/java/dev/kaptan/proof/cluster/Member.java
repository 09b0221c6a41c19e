package dev.kaptan.proof.cluster;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One member: its process and the two proxies before its ports. */
public final class Member implements AutoCloseable {

    private final String name;
    private final Path directory;
    private final int clientPort;
    private final int peerPort;
    private final Proxy clients;
    private final Proxy peers;
    private volatile @Nullable Process process;
    private volatile boolean killed;

    Member(String name, Path directory, Ports ports, Network network, Peers others)
            throws IOException {
        this.name = name;
        this.directory = directory;
        this.clientPort = ports.next();
        this.peerPort = ports.next();
        this.clients = new Proxy(ports.next(), name, clientPort, port -> Network.CLIENTS, network);
        int proxyPort = ports.next();
        this.peers =
                new Proxy(
                        proxyPort, name, peerPort, port -> others.opener(port, proxyPort), network);
    }

    /** Tells which member opened a connection to a proxy. */
    interface Peers {
        String opener(int localPort, int remotePort);
    }

    public String name() {
        return name;
    }

    public Path directory() {
        return directory;
    }

    /** Where clients reach it, through the network that can be cut. */
    public int port() {
        return clients.port();
    }

    Launch.Peer peer() {
        return new Launch.Peer(name, peers.port());
    }

    public boolean isRunning() {
        var running = process;
        return running != null && running.isAlive();
    }

    /** Whether its process has ended though nobody here ended it. */
    public boolean hasDied() {
        return process != null && !isRunning() && !killed;
    }

    boolean holds(int localPort, int remotePort) {
        var running = process;
        return running != null && Connections.holds(running.pid(), localPort, remotePort);
    }

    void start(Engine engine, List<Launch.Peer> cluster, boolean joining) throws IOException {
        directory.toFile().mkdirs();
        var log = new File(directory.toFile(), "member.log");
        var launch = new Launch(name, directory, clientPort, peerPort, cluster, joining);
        killed = false;
        process =
                new ProcessBuilder(engine.command(launch))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
    }

    /** As {@code kill -9}: nothing is flushed, nobody is told. */
    public void kill() throws InterruptedException {
        var running = process;
        killed = true;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Breaks all its connections, to members and clients. */
    public void resetConnections() {
        clients.reset();
        peers.reset();
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
        var running = process;
        if (running != null) {
            // Ends a stopped process as well.
            running.destroyForcibly();
        }
        clients.close();
        peers.close();
    }
}
