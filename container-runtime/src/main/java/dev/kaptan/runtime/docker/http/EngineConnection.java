package dev.kaptan.runtime.docker.http;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A connection that carries one request. Closing it wakes whoever reads or writes. */
final class EngineConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    EngineConnection(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(ChannelStreams.input(channel));
        this.out = ChannelStreams.output(channel);
    }

    /** Sends a request whole; head and body in one write. */
    void send(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        var head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: engine\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!headers.containsKey("Upgrade")) {
            head.append("Connection: close\r\n");
        }
        if (body != null || !method.equals("GET")) {
            head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n");
        }
        var request = new ByteArrayOutputStream(512 + (body == null ? 0 : body.length));
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            request.writeBytes(body);
        }
        out.write(request.toByteArray());
    }

    ResponseHead receiveHead() throws IOException {
        return ResponseHead.read(in);
    }

    /** The body that follows a head; of an upgraded connection everything the engine sends. */
    InputStream body(ResponseHead head) {
        if (head.status() == 101) {
            return in;
        }
        if (head.status() == 204 || head.status() == 304) {
            return InputStream.nullInputStream();
        }
        if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            return new ChunkedBody(in);
        }
        String length = head.header("Content-Length");
        return length == null ? in : new FixedBody(in, Long.parseLong(length));
    }

    /** Of an upgraded connection; closing it is the half-close. */
    OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
