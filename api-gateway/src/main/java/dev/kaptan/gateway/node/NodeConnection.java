package dev.kaptan.gateway.node;

import dev.kaptan.api.engine.request.ApiResponse.NodeStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One TLS connection to a node agent, with one HTTP/1.1 request on it. */
final class NodeConnection implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Time to answer the request; what streams after that may be silent for ever. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final SSLSocket socket;
    private final InputStream in;

    private NodeConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects and makes sure that it is the node that answers. */
    static NodeConnection open(SSLContext tls, NodeStream to) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket();
        try {
            socket.connect(new InetSocketAddress(to.host(), to.port()), (int) CONNECT.toMillis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.startHandshake();
            NodeIdentity.verify(socket.getSession(), to.nodeName(), to.host());
            return new NodeConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a GET and reads the head of the answer. */
    NodeAnswer get(NodeStream to, Map<String, String> headers) throws IOException {
        var head = new StringBuilder();
        head.append("GET ").append(checked(to.pathAndQuery())).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(to.host()).append(':').append(to.port()).append("\r\n");
        headers.forEach((name, value) ->
                head.append(name).append(": ").append(checked(value)).append("\r\n"));
        head.append("\r\n");
        var out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        var answer = NodeAnswer.read(in);
        socket.setSoTimeout(0);
        return answer;
    }

    /** Nothing that a client sent may end a line and begin a header of its own. */
    private static String checked(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("control characters in a request to a node");
        }
        return text;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The connection is given up, whatever its state.
            return;
        }
    }
}
