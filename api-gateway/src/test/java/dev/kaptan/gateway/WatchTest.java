package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch over HTTP and over WebSocket, fed by the test. */
class WatchTest {

    private static final String PATH = "/api/v1/namespaces/default/pods";
    private static final String END = "end";

    @TempDir static Path folder;
    private static final ScriptedEngine engine = new ScriptedEngine();
    private static RunningGateway gateway;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.start(folder, config -> engine);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void serveEvents() {
        engine.on(PATH, this::watch);
    }

    private ApiResponse watch(ApiRequest request) {
        return new ApiResponse.Watch(
                "application/json",
                sink -> {
                    try {
                        for (var event = events.take(); !event.equals(END); event = events.take()) {
                            sink.frame(event.getBytes(StandardCharsets.UTF_8));
                            if (events.isEmpty()) {
                                sink.flush();
                            }
                        }
                    } finally {
                        over.countDown();
                    }
                });
    }

    @Test
    void sendsALineForEachEventOverHttp() throws Exception {
        var request = gateway.request(PATH + "?watch=true").build();
        var answer = gateway.admin().send(request, BodyHandlers.ofLines());
        events.add("{\"type\":\"ADDED\"}");
        var lines = answer.body().iterator();
        assertThat(lines.next()).isEqualTo("{\"type\":\"ADDED\"}");
        events.add("{\"type\":\"DELETED\"}");
        assertThat(lines.next()).isEqualTo("{\"type\":\"DELETED\"}");
        events.add(END);
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    void endsTheWatchWhenTheHttpClientIsGone() throws Exception {
        var request = gateway.request(PATH + "?watch=true").build();
        var answer = gateway.admin().send(request, BodyHandlers.ofInputStream());
        events.add("{}");
        assertThat(answer.body().read()).isEqualTo('{');
        answer.body().close();
        for (int i = 0; i < 100 && over.getCount() > 0; i++) {
            events.add("{}");
            over.await(50, TimeUnit.MILLISECONDS);
        }
        assertThat(over.getCount()).isZero();
    }

    @Test
    void sendsAMessageForEachEventOverWebSocket() throws Exception {
        var client = new Messages();
        var socket = connect(client, "secret-less");
        events.add("{\"type\":\"ADDED\"}");
        assertThat(client.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"ADDED\"}");
        socket.sendText("ignored", true).join();
        events.add("{\"type\":\"MODIFIED\"}");
        assertThat(client.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"MODIFIED\"}");
        events.add(END);
        assertThat(client.closed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(client.code).isEqualTo(1000);
    }

    @Test
    void endsTheWatchWhenTheWebSocketClientCloses() throws Exception {
        var socket = connect(new Messages(), "any");
        socket.sendClose(1000, "bye").join();
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesABrowsersTokenFromTheSubprotocol() throws Exception {
        var token =
                "base64url.bearer.authorization.k8s.io."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString("root-token".getBytes(StandardCharsets.UTF_8));
        var socket =
                gateway.withoutCertificate()
                        .newWebSocketBuilder()
                        .subprotocols(token, "base64.binary.k8s.io")
                        .buildAsync(address(), new Messages())
                        .join();
        assertThat(socket.getSubprotocol()).isEqualTo("base64.binary.k8s.io");
        socket.abort();
    }

    @Test
    void refusesAWebSocketOfAStrangerWithAStatus() {
        var connecting =
                gateway.withoutCertificate()
                        .newWebSocketBuilder()
                        .buildAsync(address(), new Messages());
        assertThatThrownBy(connecting::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    }

    private static URI address() {
        return URI.create("wss://127.0.0.1:" + gateway.port() + PATH + "?watch=true");
    }

    private static WebSocket connect(Messages client, String protocol) {
        return gateway.admin()
                .newWebSocketBuilder()
                .subprotocols(protocol)
                .buildAsync(address(), client)
                .join();
    }

    private static final class Messages implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile int code;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            texts.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            code = statusCode;
            closed.countDown();
            return null;
        }
    }
}
