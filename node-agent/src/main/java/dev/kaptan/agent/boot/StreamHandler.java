package dev.kaptan.agent.boot;

import dev.kaptan.agent.remote.Channels;
import dev.kaptan.agent.remote.RemoteSession;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.StreamSession;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Connects WebSockets with commands in containers. */
final class StreamHandler extends BinaryWebSocketHandler {
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final TargetContainers targets;
    private final ContainerRuntime runtime;
    private final ExecutorService threads;
    private final Map<String, RemoteSession> sessions = new ConcurrentHashMap<>();

    StreamHandler(TargetContainers targets, ContainerRuntime runtime, ExecutorService threads) {
        this.targets = targets;
        this.runtime = runtime;
        this.threads = threads;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws Exception {
        socket.setBinaryMessageSizeLimit(LARGEST_MESSAGE);
        var request =
                (StreamRequest)
                        Objects.requireNonNull(socket.getAttributes().get(StreamRequest.ATTRIBUTE));
        var channels = new Channels(frame -> socket.sendMessage(new BinaryMessage(frame)));
        var session = open(request, channels);
        if (session == null) {
            socket.close();
            return;
        }
        var remote = new RemoteSession(session, channels, threads);
        sessions.put(socket.getId(), remote);
        threads.execute(() -> {
            remote.run();
            close(socket);
        });
    }

    private @Nullable StreamSession open(StreamRequest request, Channels channels)
            throws IOException {
        try {
            var target = targets.running(request.namespace(), request.pod(), request.container());
            var id = target.container().id();
            return request.attaches()
                    ? runtime.openAttach(id, request.options())
                    : runtime.openExec(id, request.command(), request.options());
        } catch (RuntimeFailure | NoSuchTargetException e) {
            channels.failed(String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession socket, BinaryMessage message)
            throws Exception {
        var session = sessions.get(socket.getId());
        if (session != null) {
            session.received(message.getPayload());
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        var session = sessions.remove(socket.getId());
        if (session != null) {
            session.close();
        }
    }

    private static void close(WebSocketSession socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // the client left first
        }
    }
}
