package dev.kaptan.state.http;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;

/**
 * Lets gRPC share its port with pages. grpc-netty has no public way to do so; that this is all of
 * its internals that we use, and why, says {@code docs/adr/0013}.
 */
public final class SharedPort implements InternalProtocolNegotiator.ProtocolNegotiator {

    private final @Nullable SslContext tls;
    private final Executor executor;
    private final Desk desk;

    /**
     * @param tls null for plain text
     * @param executor runs what must not hold up the event loop: pages, handshakes' arithmetic
     */
    public SharedPort(@Nullable SslContext tls, Pages pages, Executor executor) {
        this.tls = tls;
        this.executor = executor;
        this.desk = new Desk(pages, executor);
    }

    @Override
    public AsciiString scheme() {
        return AsciiString.of(tls == null ? "http" : "https");
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        var ways = new Ways(grpc, desk);
        return tls == null ? new PrefaceFork(ways) : new AlpnFork(ways, tls, executor);
    }

    @Override
    public void close() {}
}
