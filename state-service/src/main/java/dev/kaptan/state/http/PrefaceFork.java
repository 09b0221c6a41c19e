package dev.kaptan.state.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tells HTTP/2 by its preface (RFC 9113, 3.4). Who says nothing for long is hung up on. */
final class PrefaceFork extends ByteToMessageDecoder {

    /** As long as Netty waits for a handshake of TLS. */
    static final long PATIENCE_SECONDS = 10;

    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final Ways ways;
    private @Nullable Future<?> deadline;

    PrefaceFork(Ways ways) {
        this.ways = ways;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline =
                context.executor()
                        .schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int seen = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (in.slice(in.readerIndex(), seen).equals(PREFACE.slice(0, seen))) {
            if (seen == PREFACE.readableBytes()) {
                ways.http2(context, null);
                context.pipeline().remove(this);
            }
            return;
        }
        if (beginsAMethod(in.getByte(in.readerIndex()))) {
            ways.http1(context);
            context.pipeline().remove(this);
        } else {
            in.skipBytes(in.readableBytes());
            context.close();
        }
    }

    /** What does not, TLS for example, need not be waited for until it makes up a line. */
    private static boolean beginsAMethod(byte first) {
        return first >= 'A' && first <= 'Z';
    }
}
