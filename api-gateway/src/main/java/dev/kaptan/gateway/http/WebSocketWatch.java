package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.ApiResponse.Frames;
import dev.kaptan.api.engine.request.ApiResponse.Watch;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * A watch over WebSocket: a text message for each event. What the client sends is ignored. Public,
 * as Jetty calls endpoints by reflection.
 */
public final class WebSocketWatch implements Session.Listener.AutoDemanding {

    private final Watch watch;
    private final Runnable ended;
    private Thread sending = Thread.currentThread();

    private WebSocketWatch(Watch watch, Runnable ended) {
        this.watch = watch;
        this.ended = ended;
    }

    /** Upgrades the connection; {@code ended} runs when the watch is over. */
    static void upgrade(
            Watch watch, HttpServletRequest request, HttpServletResponse response, Runnable ended)
            throws IOException {
        var container = JettyWebSocketServerContainer.getContainer(request.getServletContext());
        var protocol = WebSocketProtocols.offered(request).stream().findFirst();
        boolean upgraded =
                container.upgrade(
                        (upgrade, accept) -> {
                            protocol.ifPresent(accept::setAcceptedSubProtocol);
                            return new WebSocketWatch(watch, ended);
                        },
                        request,
                        response);
        if (!upgraded) {
            ended.run();
            throw ApiException.badRequest("the request is no valid WebSocket handshake");
        }
    }

    @Override
    public void onWebSocketOpen(Session session) {
        session.setIdleTimeout(Duration.ZERO);
        sending = Thread.ofVirtual().name("watch-ws").start(() -> send(session));
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        sending.interrupt();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        sending.interrupt();
    }

    private void send(Session session) {
        try {
            watch.frames().copyTo(new Messages(session));
            session.close(StatusCode.NORMAL, "", Callback.NOOP);
        } catch (IOException | CompletionException e) {
            session.disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.run();
        }
    }

    private record Messages(Session session) implements Frames.Sink {
        @Override
        public void frame(byte[] json) throws IOException {
            var sent = new Callback.Completable();
            session.sendText(new String(json, StandardCharsets.UTF_8), sent);
            sent.join();
        }

        @Override
        public void flush() {}
    }
}
