package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The whole API tree: hands each request to the engine and carries its answer out. */
public final class ApiHandler implements HttpRequestHandler {

    private final Supplier<ApiServer> engine;
    private final Function<HttpServletRequest, User> users;
    private final NodeStreams nodes;
    private final LongRunning longRunning;

    public ApiHandler(
            Supplier<ApiServer> engine,
            Function<HttpServletRequest, User> users,
            NodeStreams nodes,
            LongRunning longRunning) {
        this.engine = engine;
        this.users = users;
        this.nodes = nodes;
        this.longRunning = longRunning;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (engine.get().serve(apiRequest(request))) {
            case ApiResponse.Document document -> DocumentWriter.write(document, request, response);
            case ApiResponse.Watch watch -> watch(watch, request, response);
            case ApiResponse.NodeStream stream -> nodes.connect(stream, request, response);
        }
    }

    private ApiRequest apiRequest(HttpServletRequest request) {
        var call = Call.of(request);
        return new ApiRequest(
                request.getMethod(),
                call.info(),
                call.query(),
                header(request.getHeader("Accept"), "*/*"),
                header(request.getContentType(), ""),
                header(request.getHeader("User-Agent"), ""),
                users.apply(request),
                new RequestBody(request));
    }

    private static String header(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private void watch(
            ApiResponse.Watch watch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var running = longRunning.begin(Call.of(request).info());
        if (WebSocketProtocols.upgradeAsked(request)) {
            WebSocketWatch.upgrade(watch, request, response, running::end);
            return;
        }
        try {
            HttpWatch.write(watch, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is stopping");
        } finally {
            running.end();
        }
    }

    /** Connects clients with the streams of node agents. */
    @FunctionalInterface
    public interface NodeStreams {
        void connect(
                ApiResponse.NodeStream stream,
                HttpServletRequest request,
                HttpServletResponse response)
                throws IOException;
    }
}
