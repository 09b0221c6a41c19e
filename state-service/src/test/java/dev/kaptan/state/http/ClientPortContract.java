package dev.kaptan.state.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.AlarmType;
import dev.kaptan.etcd.api.KVGrpc;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.PutRequest;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What a clients' port answers that is not gRPC: as a real etcd 3.5.30 was seen to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ClientPortContract {

    private static final String HEALTHY = "{\"health\":\"true\",\"reason\":\"\"}";

    /** Hung up on, with or without a word. */
    private static final String REFUSAL = "(?s)|HTTP/1[.]1 400 .*";

    abstract TestNode node();

    abstract String scheme();

    abstract HttpClient.Builder http();

    /** A connection that may say anything. */
    abstract Socket connect() throws IOException;

    /** What is spoken by a client that speaks both. */
    abstract Version preferred();

    @AfterEach
    void grpcGoesOn() {
        var request = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("on")).build();
        var put = KVGrpc.newBlockingStub(node().channel()).put(request);
        assertThat(put.getHeader().getRevision()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void metricsAreServed(Version version) throws Exception {
        var response = send("GET", "/metrics", version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(TestNode.METRICS);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.version())
                .isEqualTo(version == Version.HTTP_1_1 ? version : preferred());
    }

    @ParameterizedTest
    @EnumSource
    void theVersionIsThatOfMaintenance(Version version) throws Exception {
        var status =
                MaintenanceGrpc.newBlockingStub(node().channel())
                        .status(StatusRequest.getDefaultInstance());
        var response = send("GET", "/version", version);
        assertThat(response.body())
                .isEqualTo(
                        "{\"etcdserver\":\"%s\",\"etcdcluster\":\"%s\"}"
                                .formatted(status.getVersion(), status.getStorageVersion()));
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @EnumSource
    void anAlarmMakesItUnhealthy(Version version) throws Exception {
        assertThat(send("GET", "/health", version).body()).isEqualTo(HEALTHY);
        alarm(AlarmType.NOSPACE, AlarmRequest.AlarmAction.ACTIVATE);
        try {
            for (var path : List.of("/health", "/health?serializable=true", "/health?exclude=X")) {
                var response = send("GET", path, version);
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.body())
                        .isEqualTo("{\"health\":\"false\",\"reason\":\"ALARM NOSPACE\"}\n");
            }
            var excluded = send("GET", "/health?exclude=CORRUPT&exclude=NOSPACE", version);
            assertThat(excluded.statusCode()).isEqualTo(200);
            assertThat(excluded.body()).isEqualTo(HEALTHY);
        } finally {
            alarm(AlarmType.NOSPACE, AlarmRequest.AlarmAction.DEACTIVATE);
        }
        assertThat(send("GET", "/health?serializable=true", version).body()).isEqualTo(HEALTHY);
    }

    @ParameterizedTest
    @EnumSource
    void probesSayCheckByCheck(Version version) throws Exception {
        for (var path :
                List.of("/livez", "/readyz", "/livez/serializable_read", "/readyz?exclude=x")) {
            var response = send("GET", path, version);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).isEqualTo("ok\n");
        }
        assertThat(send("GET", "/livez?verbose", version).body())
                .isEqualTo("[+]serializable_read ok\nok\n");
        assertThat(send("GET", "/readyz?verbose", version).body().lines())
                .containsExactlyInAnyOrder(
                        "[+]data_corruption ok",
                        "[+]serializable_read ok",
                        "[+]linearizable_read ok",
                        "[+]non_learner ok",
                        "ok");
        for (var path : List.of("/livez/", "/livez/data_corruption", "/readyz/x", "/livezx")) {
            assertThat(send("GET", path, version).statusCode()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCorruptMemberLivesAndIsNotReady(Version version) throws Exception {
        alarm(AlarmType.CORRUPT, AlarmRequest.AlarmAction.ACTIVATE);
        try {
            assertThat(send("GET", "/livez", version).statusCode()).isEqualTo(200);
            var corrupt = "[-]data_corruption failed: alarm activated: CORRUPT\n";
            var ready = send("GET", "/readyz", version);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .contains(corrupt, "[+]linearizable_read ok\n")
                    .endsWith("\n\n");
            assertThat(send("GET", "/readyz/data_corruption", version).body())
                    .isEqualTo(corrupt + "\n");
            assertThat(send("GET", "/readyz?exclude=data_corruption", version).body())
                    .isEqualTo("ok\n");
        } finally {
            alarm(AlarmType.CORRUPT, AlarmRequest.AlarmAction.DEACTIVATE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingElseIsThere(Version version) throws Exception {
        for (var path : List.of("/", "/v2/keys", "/metrics/", "/health/x", "/%2e%2e/metrics")) {
            var response = send("GET", path, version);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).isEqualTo("404 page not found\n");
        }
        assertThat(send("POST", "/v3/kv/put", version).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void allButMetricsIsForGetOnly(Version version) throws Exception {
        for (var path : List.of("/health", "/version", "/livez", "/readyz/non_learner")) {
            for (var method : List.of("POST", "PUT", "HEAD")) {
                var response = send(method, path, version);
                assertThat(response.statusCode()).isEqualTo(405);
                assertThat(response.headers().firstValue("allow")).hasValue("GET");
                assertThat(response.body())
                        .isEqualTo(method.equals("HEAD") ? "" : "Method Not Allowed\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyIsRefused(Version version) throws Exception {
        try (var http = http().version(version).build()) {
            var request =
                    HttpRequest.newBuilder(uri("/health"))
                            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1000)))
                            .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.body()).isEqualTo("Method Not Allowed\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHeadOfMetricsTellsTheirLength(Version version) throws Exception {
        var response = send("HEAD", "/metrics", version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValueAsLong("content-length"))
                .hasValue(TestNode.METRICS.length());
    }

    @Test
    void manyAskAtATime() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor();
                var http = http().version(Version.HTTP_2).build()) {
            Callable<Integer> ask = () -> send(http, "GET", "/health").statusCode();
            for (var answer : clients.invokeAll(Collections.nCopies(200, ask))) {
                assertThat(answer.get()).isIn(200, 503);
            }
        }
        assertThat(send("GET", "/health", Version.HTTP_1_1).statusCode()).isEqualTo(200);
    }

    @Test
    void anOldClientIsAnsweredAndHungUpOn() throws Exception {
        assertThat(say("GET /health HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("connection: close\r\n")
                .endsWith("\r\n\r\n" + HEALTHY);
    }

    @Test
    void oneRequestIsAnsweredAConnection() throws Exception {
        var two = "GET /version HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(say(two)).startsWith("HTTP/1.1 200 ").doesNotContain("health");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /metrics\r\n\r\n",
                "GET /health?exclude=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "PRI * HTTP/1.1\r\nbad header\r\n\r\n",
                "GET /health HTTP/1.1\r\nContent-Length: x\r\n\r\n"
            })
    void whatIsNoRequestIsRefused(String text) throws Exception {
        assertThat(say(text)).matches(REFUSAL);
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        var long1 = "x".repeat(9000);
        assertThat(say("GET /" + long1 + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(say("GET /health HTTP/1.1\r\nCookie: " + long1 + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(say("POST /metrics HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void noiseIsHungUpOn() throws Exception {
        var noise = new byte[600];
        new SplittableRandom(7).nextBytes(noise);
        noise[0] = 0x16;
        assertThat(say(new String(noise, StandardCharsets.ISO_8859_1))).matches(REFUSAL);
    }

    @Test
    void whoHangsUpHalfWayHindersNobody() throws Exception {
        for (var begun : List.of("", "G", "PRI * HT", "GET /metr", "GET /metrics HTTP/1.1\r\n")) {
            try (var socket = connect()) {
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** What is answered before the other side hangs up. */
    private String say(String text) throws IOException {
        try (var socket = connect()) {
            socket.setSoTimeout(30_000);
            var heard = new StringBuilder();
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                for (int next; (next = socket.getInputStream().read()) >= 0; ) {
                    heard.append((char) next);
                }
            } catch (SocketException reset) {
                // Hung up on while there was more to say.
            }
            return heard.toString();
        }
    }

    private HttpResponse<String> send(String method, String path, Version version)
            throws Exception {
        try (var client = http().version(version).build()) {
            return send(client, method, path);
        }
    }

    private HttpResponse<String> send(HttpClient client, String method, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(scheme() + "://127.0.0.1:" + node().node().port() + path);
    }

    private void alarm(AlarmType type, AlarmRequest.AlarmAction action) {
        MaintenanceGrpc.newBlockingStub(node().channel())
                .alarm(
                        AlarmRequest.newBuilder()
                                .setAction(action)
                                .setAlarm(type)
                                .setMemberID(7)
                                .build());
    }
}
