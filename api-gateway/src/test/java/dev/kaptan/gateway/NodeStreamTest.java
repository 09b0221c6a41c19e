package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

/** Logs and interactive streams between clients and a node agent played by the test. */
class NodeStreamTest {

    private static final String EXEC = "/api/v1/namespaces/default/pods/web/exec";
    private static final String LOG = "/api/v1/namespaces/default/pods/web/log";

    /** A masked binary frame, the v5 signal that closes stdin, and a close frame 1000. */
    private static final byte[] CLIENT_FRAMES = {
        (byte) 0x82,
        (byte) 0x83,
        1,
        2,
        3,
        4,
        1,
        'h' ^ 2,
        'i' ^ 3,
        (byte) 0x82,
        (byte) 0x82,
        0,
        0,
        0,
        0,
        (byte) 255,
        0,
        (byte) 0x88,
        (byte) 0x82,
        0,
        0,
        0,
        0,
        3,
        (byte) 0xe8
    };

    @TempDir static Path folder;
    private static final ScriptedEngine engine = new ScriptedEngine();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        var kubelet = TestPki.in(Files.createDirectory(folder.resolve("kubelet")), "kubelet-ca");
        agents = kubelet;
        var client = kubelet.client("CN=kube-apiserver-kubelet-client");
        gateway =
                RunningGateway.start(
                        folder,
                        config -> engine,
                        "--kaptan.gateway.kubelet.certificate=" + client.certificate(),
                        "--kaptan.gateway.kubelet.key=" + client.key(),
                        "--kaptan.gateway.kubelet.ca=" + kubelet.authorityFile());
    }

    private static TestPki agents;

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static FakeAgent agent(String nodeName, FakeAgent.Conversation conversation)
            throws IOException {
        var agent = new FakeAgent(agents, nodeName, conversation);
        serve(LOG, agent, "/containerLogs/default/web/app?follow=true", false);
        serve(EXEC, agent, "/exec/default/web/app?command=sh", true);
        return agent;
    }

    private static void serve(String path, FakeAgent agent, String target, boolean upgrade) {
        engine.on(
                path,
                request ->
                        new ApiResponse.NodeStream(
                                "127.0.0.1", agent.port(), "node-1", target, upgrade));
    }

    @Test
    void streamsLogsAsTheyCome() throws Exception {
        var second = new CountDownLatch(1);
        try (var agent =
                agent(
                        "node-1",
                        (head, in, out) -> {
                            FakeAgent.write(
                                    out,
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                                            + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
                            second.await(10, TimeUnit.SECONDS);
                            FakeAgent.write(out, "4;x=y\r\ntwo\n\r\n0\r\n\r\n");
                        })) {
            var request = gateway.request(LOG).build();
            var lines = gateway.admin().send(request, BodyHandlers.ofLines()).body().iterator();
            assertThat(lines.next()).isEqualTo("one");
            second.countDown();
            assertThat(lines.next()).isEqualTo("two");
            assertThat(lines.hasNext()).isFalse();
            assertThat(agent.requestHeads.getFirst())
                    .startsWith("GET /containerLogs/default/web/app?follow=true HTTP/1.1\r\n");
        }
    }

    @Test
    void endsTheAgentsStreamWhenTheClientIsGone() throws Exception {
        try (var agent =
                agent(
                        "node-1",
                        (head, in, out) -> {
                            FakeAgent.write(out, "HTTP/1.1 200 OK\r\n\r\nfirst\n");
                            in.read();
                        })) {
            var request = gateway.request(LOG).build();
            var body = gateway.admin().send(request, BodyHandlers.ofInputStream()).body();
            assertThat(body.read()).isEqualTo('f');
            body.close();
            assertThat(agent.ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void passesTheAgentsRefusalOnAsAStatus() throws Exception {
        var text = "container \"app\" in pod \"web\" is waiting to start: ContainerCreating";
        try (var agent =
                agent(
                        "node-1",
                        (head, in, out) ->
                                FakeAgent.write(
                                        out,
                                        "HTTP/1.1 400 Bad Request\r\nContent-Length: "
                                                + text.length()
                                                + "\r\n\r\n"
                                                + text))) {
            var answer = gateway.get(gateway.admin(), LOG);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Json.text(Json.parse(answer.body()), "message")).isEqualTo(text);
            assertThat(Json.text(Json.parse(answer.body()), "reason")).isEqualTo("BadRequest");
        }
    }

    @Test
    void refusesAnAgentWithAnotherNodesCertificate() throws Exception {
        try (var agent = agent("node-2", (head, in, out) -> {})) {
            var answer = gateway.get(gateway.admin(), LOG);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("is not valid for node node-1");
            assertThat(agent.requestHeads).isEmpty();
        }
    }

    @Test
    void saysThatTheAgentIsNotThere() throws Exception {
        int port;
        try (var agent = agent("node-1", (head, in, out) -> {})) {
            port = agent.port();
        }
        var answer = gateway.get(gateway.admin(), LOG);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("https://127.0.0.1:" + port).contains("refused");
    }

    @Test
    void passesFramesThroughUnchangedBothWays() throws Exception {
        try (var agent = agent("node-1", NodeStreamTest::echo);
                var socket = rawClient()) {
            FakeAgent.write(
                    socket.getOutputStream(),
                    "GET "
                            + EXEC
                            + "?command=sh HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Protocol: v5.channel.k8s.io, v4.channel.k8s.io\r\n"
                            + "\r\n");
            var head = head(socket.getInputStream());
            assertThat(head)
                    .startsWith("HTTP/1.1 101")
                    .containsIgnoringCase("upgrade: websocket")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .contains("Sec-WebSocket-Protocol: v5.channel.k8s.io");
            socket.getOutputStream().write(CLIENT_FRAMES);
            socket.getOutputStream().flush();
            var echoed = socket.getInputStream().readNBytes(CLIENT_FRAMES.length);
            assertThat(echoed).isEqualTo(CLIENT_FRAMES);
            assertThat(agent.requestHeads.getFirst())
                    .startsWith("GET /exec/default/web/app?command=sh HTTP/1.1\r\n")
                    .contains("Sec-WebSocket-Protocol: v5.channel.k8s.io, v4.channel.k8s.io");
        }
    }

    @Test
    void endsBothSidesWhenTheClientHangsUp() throws Exception {
        try (var agent = agent("node-1", NodeStreamTest::echo)) {
            var socket = exec(new Frames());
            socket.abort();
            assertThat(agent.ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void carriesLargeMessagesForAWebSocketClient() throws Exception {
        var size = 200_000;
        try (var agent =
                agent(
                        "node-1",
                        (head, in, out) -> {
                            handshake(head, out);
                            out.write(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0});
                            out.write(ByteBuffer.allocate(4).putInt(size).array());
                            out.write(new byte[size]);
                            out.flush();
                            in.read();
                        })) {
            var frames = new Frames();
            exec(frames);
            int received = 0;
            while (received < size) {
                var part = frames.sizes.poll(10, TimeUnit.SECONDS);
                assertThat(part).as("after " + received + " bytes").isNotNull();
                received += part;
            }
            assertThat(received).isEqualTo(size);
            assertThat(agent.requestHeads).hasSize(1);
        }
    }

    @Test
    void refusesSpdyWithAReason() throws Exception {
        try (var agent = agent("node-1", (head, in, out) -> {});
                var socket = rawClient()) {
            FakeAgent.write(
                    socket.getOutputStream(),
                    "POST "
                            + EXEC
                            + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                            + "Upgrade: SPDY/3.1\r\nContent-Length: 0\r\n\r\n");
            var head = head(socket.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 400");
            assertThat(agent.requestHeads).isEmpty();
        }
    }

    @Test
    void asksForAnUpgrade() throws Exception {
        try (var agent = agent("node-1", (head, in, out) -> {})) {
            var answer = gateway.get(gateway.admin(), EXEC);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Upgrade request required");
            assertThat(agent.requestHeads).isEmpty();
        }
    }

    private static WebSocket exec(WebSocket.Listener listener) {
        return gateway.admin()
                .newWebSocketBuilder()
                .subprotocols("v5.channel.k8s.io")
                .buildAsync(
                        java.net.URI.create("wss://127.0.0.1:" + gateway.port() + EXEC), listener)
                .join();
    }

    private static SSLSocket rawClient() throws IOException {
        var tls = gateway.tls(gateway.pki.client("CN=admin,O=system:masters"));
        var socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", gateway.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void echo(String head, InputStream in, OutputStream out) throws Exception {
        handshake(head, out);
        for (int c = in.read(); c >= 0; c = in.read()) {
            out.write(c);
            out.flush();
        }
    }

    private static void handshake(String head, OutputStream out) throws Exception {
        var key = head.lines().filter(line -> line.startsWith("Sec-WebSocket-Key")).findFirst();
        var text = key.orElseThrow().substring(19) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        var sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        FakeAgent.write(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(sha1)
                        + "\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\n\r\n");
    }

    private static final class Frames implements WebSocket.Listener {
        final LinkedBlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            sizes.add(data.remaining());
            socket.request(1);
            return null;
        }
    }
}
