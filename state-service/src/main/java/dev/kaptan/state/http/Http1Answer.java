package dev.kaptan.state.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Answers one request and closes. So no client, however slow, keeps a connection for longer than
 * its request and the answer may take.
 */
final class Http1Answer extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final long REQUEST_SECONDS = 10;
    static final long ANSWER_SECONDS = 30;

    private final Desk desk;
    private @Nullable Future<?> deadline;
    private boolean asked;

    Http1Answer(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        closeIn(REQUEST_SECONDS, context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancelDeadline();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        closeIn(ANSWER_SECONDS, context);
        boolean head = request.method().equals(HttpMethod.HEAD);
        if (request.decoderResult().isFailure()) {
            write(context, refusal(request.decoderResult().cause()), head);
            return;
        }
        desk.answer(
                request.method().name(),
                request.uri(),
                page -> context.executor().execute(() -> write(context, page, head)));
    }

    private static Page refusal(Throwable cause) {
        return cause instanceof TooLongFrameException ? Page.TOO_LARGE : Page.BAD_REQUEST;
    }

    private static void write(ChannelHandlerContext context, Page page, boolean head) {
        var content = page.bytes();
        int length = content.readableBytes();
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(page.status()),
                        head ? content.clear() : content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (page.status() == Page.METHOD_NOT_ALLOWED.status()) {
            response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void closeIn(long seconds, ChannelHandlerContext context) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> context.close(), seconds, TimeUnit.SECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
