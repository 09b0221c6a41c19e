package dev.kaptan.client.cache;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Splits a stream into lines of bytes without decoding them. */
final class LineReader {
    private static final int CHUNK = 8192;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int position;
    private int limit;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line that is not empty, or null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream(0);
        while (true) {
            if (position == limit && !fill()) {
                return null;
            }
            int end = newline();
            line.write(chunk, position, end - position);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete && line.size() > 0) {
                return line.toByteArray();
            }
        }
    }

    private int newline() {
        int at = position;
        while (at < limit && chunk[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        limit = in.read(chunk);
        position = 0;
        if (limit <= 0) {
            limit = 0;
            return false;
        }
        return true;
    }
}
