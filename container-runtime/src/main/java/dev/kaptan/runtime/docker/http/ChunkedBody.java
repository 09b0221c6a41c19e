package dev.kaptan.runtime.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the chunked transfer coding (RFC 9112, section 7.1). */
final class ChunkedBody extends InputStream {

    private final InputStream in;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the engine closed the connection in the middle of a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (started && !ResponseHead.line(in).isEmpty()) {
            throw new IOException("the engine sent a chunk longer than announced");
        }
        started = true;
        String size = ResponseHead.line(in).split(";", 2)[0].strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("the engine sent a malformed chunk size: " + size, e);
        }
        ended = left == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
