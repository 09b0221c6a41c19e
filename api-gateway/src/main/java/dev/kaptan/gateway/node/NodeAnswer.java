package dev.kaptan.gateway.node;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of a node agent (RFC 9112), its body yet to be read.
 *
 * @param headers the last value of each header, names in any case
 */
record NodeAnswer(int code, Map<String, String> headers, InputStream body) {

    private static final int LONGEST_HEAD = 32 * 1024;

    static NodeAnswer read(InputStream in) throws IOException {
        var status = new HeadReader(in);
        int code = code(status.line());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = status.line(); !line.isEmpty(); line = status.line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new NodeAnswer(code, headers, body(code, headers, in));
    }

    private static int code(String line) throws IOException {
        var parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || parts[1].length() != 3) {
            throw new IOException("no HTTP answer from the node agent: '" + line + "'");
        }
        return Integer.parseInt(parts[1]);
    }

    private static InputStream body(int code, Map<String, String> headers, InputStream in) {
        if (code == 101) {
            return in;
        }
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return new ChunkedBody(in);
        }
        var length = headers.get("Content-Length");
        return length == null ? in : new SizedBody(in, Long.parseLong(length));
    }

    /** Reads lines of a bounded head, byte by byte off a buffer. */
    private static final class HeadReader {
        private final InputStream in;
        private int left = LONGEST_HEAD;

        HeadReader(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the node agent closed the connection");
                }
                if (--left < 0) {
                    throw new IOException("the node agent's answer has too long a head");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
