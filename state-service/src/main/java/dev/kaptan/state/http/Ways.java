package dev.kaptan.state.http;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLSession;

/**
 * The two ways on for a connection. Each puts its handlers behind the fork, which then leaves.
 *
 * @param grpc dropped unused where the other way is taken
 */
record Ways(GrpcHttp2ConnectionHandler grpc, Desk desk) {

    static final int LONGEST_LINE = 4096;
    static final int LARGEST_HEADERS = 8192;
    static final int LARGEST_BODY = 4096;

    /** As grpc-netty's own negotiators end, with a listener before gRPC's. */
    void http2(ChannelHandlerContext fork, @Nullable SSLSession session) {
        fork.pipeline().addAfter(fork.name(), null, grpc);
        grpc.decoder().frameListener(new Http2Answers(grpc.decoder().frameListener(), grpc, desk));
        grpc.handleProtocolNegotiationCompleted(attributes(fork, session), null);
    }

    void http1(ChannelHandlerContext fork) {
        var limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEADERS);
        var pipeline = fork.pipeline();
        pipeline.addAfter(fork.name(), null, new Http1Answer(desk));
        pipeline.addAfter(fork.name(), null, new HttpObjectAggregator(LARGEST_BODY, true));
        pipeline.addAfter(fork.name(), null, new HttpServerCodec(limits));
    }

    private static Attributes attributes(ChannelHandlerContext fork, @Nullable SSLSession session) {
        var attributes =
                Attributes.newBuilder()
                        .set(Grpc.TRANSPORT_ATTR_LOCAL_ADDR, fork.channel().localAddress())
                        .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, fork.channel().remoteAddress());
        if (session != null) {
            attributes.set(Grpc.TRANSPORT_ATTR_SSL_SESSION, session);
        }
        return attributes.build();
    }
}
