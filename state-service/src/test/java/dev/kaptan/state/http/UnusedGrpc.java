package dev.kaptan.state.http;

import io.grpc.ChannelLogger;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Settings;

/** gRPC's side of a connection that turns out to be another's. */
final class UnusedGrpc extends GrpcHttp2ConnectionHandler {

    UnusedGrpc() {
        this(new DefaultHttp2Connection(true));
    }

    private UnusedGrpc(DefaultHttp2Connection connection) {
        this(
                connection,
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()));
    }

    private UnusedGrpc(DefaultHttp2Connection connection, DefaultHttp2ConnectionEncoder encoder) {
        super(
                null,
                new DefaultHttp2ConnectionDecoder(
                        connection, encoder, new DefaultHttp2FrameReader()),
                encoder,
                new Http2Settings(),
                new Silent());
    }

    private static final class Silent extends ChannelLogger {
        @Override
        public void log(ChannelLogLevel level, String message) {}

        @Override
        public void log(ChannelLogLevel level, String format, Object... arguments) {}
    }
}
