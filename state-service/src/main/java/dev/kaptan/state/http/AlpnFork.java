package dev.kaptan.state.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import java.util.concurrent.Executor;

/**
 * Tells HTTP/2 by what client and server agreed on when they shook hands (RFC 7301). A handshake
 * that fails or takes too long has its connection closed by {@link SslHandler}.
 */
final class AlpnFork extends ChannelInboundHandlerAdapter {

    private final Ways ways;
    private final SslContext tls;
    private final Executor executor;

    AlpnFork(Ways ways, SslContext tls, Executor executor) {
        this.ways = ways;
        this.tls = tls;
        this.executor = executor;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var handler = tls.newHandler(context.alloc(), executor);
        context.pipeline().addBefore(context.name(), null, handler);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            fork(context, context.pipeline().get(SslHandler.class));
        }
    }

    private void fork(ChannelHandlerContext context, SslHandler handler) {
        if (ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
            ways.http2(context, handler.engine().getSession());
        } else {
            ways.http1(context);
        }
        context.pipeline().remove(this);
    }
}
