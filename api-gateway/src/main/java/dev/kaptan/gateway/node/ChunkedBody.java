package dev.kaptan.gateway.node;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 section 7.1); a read returns as soon as some of it is there. */
final class ChunkedBody extends FilterInputStream {

    private static final int END = -1;

    /** Bytes left of the current chunk; 0 before each, {@link #END} behind the last. */
    private long left;

    private boolean first = true;

    ChunkedBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            left = nextSize();
        }
        if (left == END) {
            return -1;
        }
        int read = super.read(into, offset, (int) Math.min(left, length));
        if (read < 0) {
            throw new EOFException("the body ended within a chunk");
        }
        left -= read;
        return read;
    }

    private long nextSize() throws IOException {
        if (!first) {
            line();
        }
        first = false;
        var size = line();
        int extension = size.indexOf(';');
        try {
            long parsed =
                    Long.parseLong(
                            extension < 0 ? size.strip() : size.substring(0, extension).strip(),
                            16);
            return parsed == 0 ? END : parsed;
        } catch (NumberFormatException e) {
            throw new IOException("no chunk size: '" + size + "'", e);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the body ended within a chunk's size");
            }
            if (line.length() > 100) {
                throw new IOException("a chunk's size is too long");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
