package dev.kaptan.runtime.docker.http;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Status and headers of an answer (RFC 9112, sections 4 and 5). */
record ResponseHead(int status, Map<String, List<String>> headers) {

    private static final int LONGEST_LINE = 64 * 1024;

    static ResponseHead read(InputStream in) throws IOException {
        int status = status(line(in));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("the engine sent a malformed header: " + line);
            }
            headers.merge(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip()),
                    ResponseHead::joined);
        }
        return new ResponseHead(status, headers);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new IOException("the engine did not answer in HTTP/1: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.getFirst();
    }

    /** A line without its end; also what chunk sizes are read with. */
    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the engine closed the connection in the middle of a line");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the engine sent an endless line");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
