package dev.kaptan.state.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * Takes those requests from gRPC's connection that are not gRPC's. Curl and Prometheus send theirs
 * this way where TLS lets them choose, and clients of gRPC may offer HTTP/1.1 too, so that nothing
 * earlier tells the two apart.
 */
final class Http2Answers extends Http2FrameListenerDecorator {

    private static final AsciiString GRPC = AsciiString.of("application/grpc");

    private final Http2ConnectionHandler connection;
    private final Desk desk;

    Http2Answers(Http2FrameListener grpc, Http2ConnectionHandler connection, Desk desk) {
        super(grpc);
        this.connection = connection;
        this.desk = desk;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int padding,
            boolean end)
            throws Http2Exception {
        if (isGrpc(headers)) {
            super.onHeadersRead(context, stream, headers, padding, end);
        } else {
            answer(context, stream, headers, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (isGrpc(headers)) {
            super.onHeadersRead(
                    context, stream, headers, dependency, weight, exclusive, padding, end);
        } else {
            answer(context, stream, headers, end);
        }
    }

    /**
     * Trailers, which have no method, belong to a call that gRPC has; so does what is malformed.
     */
    private static boolean isGrpc(Http2Headers headers) {
        var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return headers.method() == null
                || headers.path() == null
                || type != null && AsciiString.of(type).startsWith(GRPC);
    }

    private void answer(
            ChannelHandlerContext context, int stream, Http2Headers request, boolean end) {
        var method = request.method().toString();
        if (!end) {
            write(context, stream, Page.METHOD_NOT_ALLOWED, false);
            connection.resetStream(
                    context, stream, Http2Error.NO_ERROR.code(), context.newPromise());
            connection.flush(context);
            return;
        }
        desk.answer(
                method,
                request.path().toString(),
                page ->
                        context.executor()
                                .execute(() ->
                                        write(
                                                context,
                                                stream,
                                                page,
                                                HttpMethod.HEAD.name().equals(method))));
    }

    private void write(ChannelHandlerContext context, int stream, Page page, boolean head) {
        var content = page.bytes();
        var headers =
                new DefaultHttp2Headers()
                        .status(String.valueOf(page.status()))
                        .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        if (page.status() == Page.METHOD_NOT_ALLOWED.status()) {
            headers.set(HttpHeaderNames.ALLOW, HttpMethod.GET.name());
        }
        var encoder = connection.encoder();
        encoder.writeHeaders(context, stream, headers, 0, head, context.newPromise());
        if (head) {
            content.release();
        } else {
            encoder.writeData(context, stream, content, 0, true, context.newPromise());
        }
        connection.flush(context);
    }
}
