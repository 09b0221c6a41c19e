package dev.kaptan.gateway.node;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length. */
final class SizedBody extends FilterInputStream {

    private long left;

    SizedBody(InputStream in, long length) {
        super(in);
        left = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = super.read(into, offset, (int) Math.min(left, length));
        if (read < 0) {
            throw new EOFException("the body ended " + left + " bytes early");
        }
        left -= read;
        return read;
    }
}
