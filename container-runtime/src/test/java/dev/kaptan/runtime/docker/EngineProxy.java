package dev.kaptan.runtime.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a runtime and the engine, and can be as if the engine had died. */
final class EngineProxy implements AutoCloseable {

    private final Path socket;
    private final Path engine;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocketChannel server;

    EngineProxy(Path socket, String dockerHost) throws IOException {
        this.socket = socket;
        this.engine = Path.of(dockerHost.substring("unix://".length()));
        start();
    }

    String dockerHost() {
        return "unix://" + socket;
    }

    void start() throws IOException {
        Files.deleteIfExists(socket);
        var opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        opened.bind(UnixDomainSocketAddress.of(socket));
        server = opened;
        Thread.startVirtualThread(() -> accept(opened));
    }

    void kill() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    private void accept(ServerSocketChannel opened) {
        try {
            while (true) {
                SocketChannel client = opened.accept();
                SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                connections.add(client);
                connections.add(upstream);
                Thread.startVirtualThread(() -> pump(client, upstream));
                Thread.startVirtualThread(() -> pump(upstream, client));
            }
        } catch (IOException e) {
            return; // killed
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            return; // either side has gone
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
