package dev.kaptan.gateway.node;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Joins an upgraded client connection with that of a node agent: bytes go through both ways as they
 * come, so that frames, close codes and the half-close of v5 stay exactly as each side wrote them.
 */
public final class Tunnel implements HttpUpgradeHandler {

    private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private volatile @Nullable NodeConnection node;
    private volatile Runnable ended = () -> {};

    void join(NodeConnection node, Runnable ended) {
        this.node = node;
        this.ended = ended;
    }

    @Override
    public void init(WebConnection client) {
        var agent = Objects.requireNonNull(node);
        Thread.ofVirtual()
                .name("tunnel-to-node")
                .start(() -> copy(client, agent, client::getInputStream, agent::out));
        Thread.ofVirtual()
                .name("tunnel-to-client")
                .start(() -> copy(client, agent, agent::in, client::getOutputStream));
    }

    /** Either side's end is the end of both: a WebSocket has no half-closed connection. */
    private void copy(
            WebConnection client,
            NodeConnection agent,
            Source<InputStream> from,
            Source<OutputStream> to) {
        try (client;
                agent) {
            var in = from.get();
            var out = to.get();
            var buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (Exception e) {
            log.debug("a stream to a node ended", e);
        } finally {
            ended.run();
        }
    }

    @Override
    public void destroy() {
        ended.run();
    }

    @FunctionalInterface
    private interface Source<T> {
        T get() throws IOException;
    }
}
