package dev.kaptan.gateway.node;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Takes over the connection of an upgraded client and joins it with that of a node agent: bytes go
 * through both ways as they come, so that frames, close codes and the half-close of v5 stay exactly
 * as each side wrote them. The end of either side is the end of both, as a WebSocket has no
 * half-closed connection.
 */
final class Tunnel extends AbstractConnection implements Connection.UpgradeTo {

    private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final NodeConnection node;
    private final Runnable ended;
    private final Semaphore readable = new Semaphore(0);

    /** What the client sent right behind its handshake. */
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    Tunnel(EndPoint client, Executor executor, NodeConnection node, Runnable ended) {
        super(client, executor);
        this.node = node;
        this.ended = ended;
    }

    @Override
    public void onUpgradeTo(ByteBuffer alreadyRead) {
        early = BufferUtil.copy(alreadyRead);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().setIdleTimeout(0);
        Thread.ofVirtual().name("tunnel-to-node").start(() -> run(this::copyToNode));
        Thread.ofVirtual().name("tunnel-to-client").start(() -> run(this::copyToClient));
    }

    @Override
    public void onFillable() {
        readable.release();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        readable.release();
        close();
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        node.close();
        ended.run();
    }

    private void run(Copy copy) {
        try {
            copy.run();
        } catch (IOException | ExecutionException e) {
            log.debug("a stream to a node ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void copyToNode() throws IOException, InterruptedException {
        var out = node.out();
        out.write(BufferUtil.toArray(early));
        out.flush();
        var buffer = BufferUtil.allocate(BUFFER_BYTES);
        for (int read = getEndPoint().fill(buffer); read >= 0; read = getEndPoint().fill(buffer)) {
            if (read == 0) {
                fillInterested();
                readable.acquire();
            } else {
                out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), read);
                out.flush();
                BufferUtil.clear(buffer);
            }
        }
    }

    private void copyToClient() throws IOException, InterruptedException, ExecutionException {
        var in = node.in();
        var buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            var written = new Callback.Completable();
            getEndPoint().write(written, ByteBuffer.wrap(buffer, 0, read));
            written.get();
        }
    }

    @FunctionalInterface
    private interface Copy {
        void run() throws IOException, InterruptedException, ExecutionException;
    }
}
