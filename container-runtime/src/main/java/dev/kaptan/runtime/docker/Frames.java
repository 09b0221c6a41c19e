package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.LogSink;
import dev.kaptan.runtime.LogSink.Stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The engine's way of sending two streams over one connection (Engine API, "Attach to a
 * container"): each piece has a head of eight bytes, the first names the stream, the last four are
 * the length. With a terminal there is one stream and no heads.
 */
final class Frames {

    private static final int HEAD = 8;
    private static final int PIECE = 32 * 1024;

    private Frames() {}

    static void copy(InputStream in, boolean tty, LogSink sink) throws IOException {
        if (tty) {
            copyRaw(in, sink);
            return;
        }
        for (byte[] head = in.readNBytes(HEAD); head.length > 0; head = in.readNBytes(HEAD)) {
            if (head.length < HEAD) {
                throw new EOFException("the engine closed the stream in the middle of a head");
            }
            copyPayload(in, length(head), head[0] == 1 ? Stream.STDOUT : Stream.STDERR, sink);
        }
    }

    private static void copyRaw(InputStream in, LogSink sink) throws IOException {
        byte[] buffer = new byte[PIECE];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sink.write(Arrays.copyOf(buffer, count), Stream.STDOUT);
        }
    }

    private static void copyPayload(InputStream in, long length, Stream stream, LogSink sink)
            throws IOException {
        for (long left = length; left > 0; ) {
            byte[] piece = in.readNBytes((int) Math.min(left, PIECE));
            if (piece.length == 0) {
                throw new EOFException("the engine closed the stream in the middle of a piece");
            }
            sink.write(piece, stream);
            left -= piece.length;
        }
    }

    private static long length(byte[] head) {
        return (head[4] & 0xffL) << 24
                | (head[5] & 0xff) << 16
                | (head[6] & 0xff) << 8
                | (head[7] & 0xff);
    }
}
