package dev.kaptan.gateway.node;

import dev.kaptan.api.engine.request.ApiResponse.NodeStream;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.gateway.http.ApiHandler;
import dev.kaptan.gateway.http.Call;
import dev.kaptan.gateway.http.LongRunning;
import dev.kaptan.gateway.http.WebSocketProtocols;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpStream;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;

/** Carries out the streams of the kubelet's API: logs over HTTP, all others over WebSocket. */
public final class NodeStreamConnector implements ApiHandler.NodeStreams {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final @Nullable SSLContext tls;
    private final LongRunning longRunning;

    /**
     * @param tls absent where the gateway has no credentials for node agents
     */
    public NodeStreamConnector(@Nullable SSLContext tls, LongRunning longRunning) {
        this.tls = tls;
        this.longRunning = longRunning;
    }

    @Override
    public void connect(NodeStream stream, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (stream.upgrade()) {
            tunnel(stream, request, response);
        } else {
            copy(stream, request, response);
        }
    }

    private void copy(NodeStream stream, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var running = longRunning.begin(Call.of(request).info());
        try (var node = open(stream)) {
            endWithClient(request, node);
            var answer = accepted(ask(node, stream, Map.of("Connection", "close")), 200);
            response.setContentType(answer.headers().getOrDefault("Content-Type", "text/plain"));
            response.flushBuffer();
            var out = response.getOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            var in = answer.body();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } finally {
            running.end();
        }
    }

    /** A client that goes away while the node is silent would be noticed by no write. */
    private static void endWithClient(HttpServletRequest request, NodeConnection node) {
        ServletContextRequest.getServletContextRequest(request)
                .addFailureListener(failure -> node.close());
    }

    private void tunnel(NodeStream stream, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requireWebSocket(request);
        var node = open(stream);
        try {
            var answer = accepted(ask(node, stream, handshake(request)), 101);
            for (var name : new String[] {"Sec-WebSocket-Accept", "Sec-WebSocket-Protocol"}) {
                var value = answer.headers().get(name);
                if (value != null) {
                    response.setHeader(name, value);
                }
            }
            takeOver(request, response, node);
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Jetty hands the connection over when the answer 101 is written. */
    private void takeOver(
            HttpServletRequest request, HttpServletResponse response, NodeConnection node)
            throws IOException {
        var core = ServletContextRequest.getServletContextRequest(request);
        var connection = core.getConnectionMetaData();
        if (connection.getHttpVersion() != HttpVersion.HTTP_1_1) {
            throw ApiException.badRequest("only connections of HTTP/1.1 can be upgraded");
        }
        var running = longRunning.begin(Call.of(request).info());
        var tunnel =
                new Tunnel(
                        connection.getConnection().getEndPoint(),
                        connection.getConnector().getExecutor(),
                        node,
                        running::end);
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Connection", "Upgrade");
        core.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel);
        response.flushBuffer();
    }

    private static void requireWebSocket(HttpServletRequest request) {
        if (request.getRequestURI().endsWith("/portforward")) {
            throw ApiException.notImplemented("port-forward is not supported by this server yet");
        }
        var upgrade = request.getHeader("Upgrade");
        if (upgrade != null && upgrade.toUpperCase(java.util.Locale.ROOT).startsWith("SPDY")) {
            throw ApiException.badRequest(
                    "SPDY is not supported: use a client that streams over WebSocket"
                            + " (v5.channel.k8s.io), for example kubectl 1.31 or newer");
        }
        if (!WebSocketProtocols.upgradeAsked(request)) {
            throw ApiException.badRequest("Upgrade request required");
        }
    }

    private static Map<String, String> handshake(HttpServletRequest request) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", request.getHeader("Sec-WebSocket-Key"));
        var protocols = WebSocketProtocols.offered(request);
        if (!protocols.isEmpty()) {
            headers.put("Sec-WebSocket-Protocol", String.join(", ", protocols));
        }
        return headers;
    }

    private NodeConnection open(NodeStream stream) {
        if (tls == null) {
            throw ApiException.notImplemented(
                    "this server has no credentials for node agents: set kaptan.gateway.kubelet.*");
        }
        try {
            return NodeConnection.open(tls, stream);
        } catch (IOException e) {
            throw unreachable(stream, e);
        }
    }

    private static NodeAnswer ask(
            NodeConnection node, NodeStream stream, Map<String, String> headers) {
        try {
            return node.get(stream, headers);
        } catch (IOException e) {
            throw unreachable(stream, e);
        }
    }

    /** As upstream: the error of the dial is the user's to read. */
    private static ApiException unreachable(NodeStream stream, IOException cause) {
        var text =
                "Get \"https://%s:%d%s\": %s"
                        .formatted(
                                stream.host(),
                                stream.port(),
                                stream.pathAndQuery(),
                                cause.getMessage());
        return ApiException.internalError(new IOException(text, cause));
    }

    private static NodeAnswer accepted(NodeAnswer answer, int expected) throws IOException {
        if (answer.code() == expected) {
            return answer;
        }
        throw NodeRefusal.of(answer);
    }
}
