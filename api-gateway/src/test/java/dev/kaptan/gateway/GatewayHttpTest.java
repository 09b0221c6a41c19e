package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;

class GatewayHttpTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";

    @TempDir static Path folder;
    private static final ScriptedEngine engine = new ScriptedEngine();
    private static RunningGateway gateway;
    private static HttpClient admin;

    @BeforeAll
    static void start() throws IOException {
        gateway =
                RunningGateway.start(
                        folder,
                        config -> engine,
                        "--kaptan.gateway.limits.request-timeout=3s",
                        "--kaptan.gateway.limits.max-requests-inflight=2");
        admin = gateway.admin();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void speaksHttp2AndHttp11() throws Exception {
        engine.on("/version", request -> ScriptedEngine.text("v1"));
        assertThat(gateway.get(admin, "/version").version()).isEqualTo(HttpClient.Version.HTTP_2);
        var older = gateway.request("/version").version(HttpClient.Version.HTTP_1_1).build();
        var answer = admin.send(older, BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body()).isEqualTo("v1");
    }

    @Test
    void marksEveryAnswerForAuditAndAgainstCaching() throws Exception {
        engine.on("/version", request -> ScriptedEngine.text("v1"));
        var headers = gateway.get(admin, "/version").headers();
        assertThat(headers.firstValue("Audit-Id")).get().asString().hasSize(36);
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-cache, private");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        var given = gateway.get(admin, "/version", "Audit-ID", "mine").headers();
        assertThat(given.firstValue("Audit-Id")).hasValue("mine");
    }

    @Test
    void passesTheRequestOnDecoded() throws Exception {
        engine.on(
                "/apis/rbac.authorization.k8s.io/v1/clusterroles/system:kube-scheduler",
                request ->
                        ScriptedEngine.text(
                                request.info().name()
                                        + "|"
                                        + request.query().first("labelSelector")
                                        + "|"
                                        + request.user().name()));
        var answer =
                gateway.get(
                        admin,
                        "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Akube-scheduler"
                                + "?labelSelector=a%3Db+c");
        assertThat(answer.body()).isEqualTo("system:kube-scheduler|a=b c|admin");
    }

    @Test
    void takesAnEncodedSlashAsASeparatorLikeGo() throws Exception {
        engine.on(PODS + "/x", request -> ScriptedEngine.text(request.info().name()));
        var answer = gateway.get(admin, "/api/v1/namespaces/default%2Fpods/x");
        assertThat(answer.body()).isEqualTo("x");
    }

    @Test
    void refusesABrokenEscape() throws Exception {
        var client = new RawHttps(gateway, "CN=admin,O=system:masters");
        assertThat(client.exchange("GET /api/%zz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void answersAnUnknownPathWithAStatus() throws Exception {
        var answer = gateway.get(admin, "/nowhere");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var status = Json.parse(answer.body());
        assertThat(Json.text(status, "kind")).isEqualTo("Status");
        assertThat(Json.text(status, "reason")).isEqualTo("NotFound");
    }

    @Test
    void writesTheStatusAsYamlWhereThatIsAskedFor() throws Exception {
        var answer = gateway.get(admin, "/nowhere", "Accept", "application/yaml");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(answer.body()).contains("kind: Status").contains("code: 404");
    }

    @Test
    void refusesABodyOverThreeMebibytes() throws Exception {
        engine.on(
                PODS, request -> ScriptedEngine.text(String.valueOf(request.body().read().length)));
        var limit = new byte[3 * 1024 * 1024];
        assertThat(post(limit).body()).isEqualTo("3145728");
        var over = post(new byte[limit.length + 1]);
        assertThat(over.statusCode()).isEqualTo(413);
        assertThat(over.body()).contains("Request entity too large: limit is 3145728");
    }

    @Test
    void refusesABodyOfUnknownLengthOverThreeMebibytes() throws Exception {
        engine.on(
                PODS, request -> ScriptedEngine.text(String.valueOf(request.body().read().length)));
        var over = new byte[3 * 1024 * 1024 + 1];
        var request =
                gateway.request(PODS)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(over)));
        var answer = admin.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private static java.net.http.HttpResponse<String> post(byte[] body) throws Exception {
        var request = gateway.request(PODS).POST(BodyPublishers.ofByteArray(body)).build();
        return admin.send(request, BodyHandlers.ofString());
    }

    @Test
    void compressesBigAnswersOnly() throws Exception {
        var big = "x".repeat(200 * 1024);
        engine.on(PODS, request -> ScriptedEngine.text(big));
        var request = gateway.request(PODS).header("Accept-Encoding", "gzip").build();
        var answer = admin.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(big);
        engine.on(PODS, any -> ScriptedEngine.text("small"));
        var small = admin.send(request, BodyHandlers.ofString());
        assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(small.body()).isEqualTo("small");
    }

    @Test
    void writesWarningsAsHeaders() throws Exception {
        engine.on(
                PODS,
                request ->
                        new ApiResponse.Document(
                                201,
                                "application/json",
                                ApiResponse.Content.of("{}".getBytes(StandardCharsets.UTF_8)),
                                List.of("unknown field \"spec.foo\""),
                                Map.of("ETag", "\"7\"")));
        var answer = gateway.get(admin, PODS);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Warning"))
                .hasValue("299 - \"unknown field \\\"spec.foo\\\"\"");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        engine.on("/version", request -> ScriptedEngine.text("12345"));
        var head = gateway.request("/version").method("HEAD", BodyPublishers.noBody()).build();
        var answer = admin.send(head, BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("5");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void handsOptionsToTheEngine() throws Exception {
        engine.on("/version", request -> ScriptedEngine.text(request.method()));
        var options =
                gateway.request("/version").method("OPTIONS", BodyPublishers.noBody()).build();
        assertThat(admin.send(options, BodyHandlers.ofString()).body()).isEqualTo("OPTIONS");
    }

    @Test
    void turnsADefectIntoAnInternalError() throws Exception {
        engine.on(
                "/version",
                request -> {
                    throw new IllegalStateException("broken on purpose");
                });
        var answer = gateway.get(admin, "/version");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Internal error occurred: broken on purpose");
    }

    @Test
    void endsARequestThatTakesTooLong() throws Exception {
        var interrupted = new CountDownLatch(1);
        engine.on(
                "/version",
                request -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(20));
                        return ScriptedEngine.text("late");
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new IllegalStateException(e);
                    }
                });
        var answer = gateway.get(admin, "/version");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(Json.text(Json.parse(answer.body()), "message"))
                .isEqualTo("Timeout: request did not complete within the allotted timeout");
        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void tellsClientsOverTheLimitToComeBack() throws Exception {
        var bob = gateway.withoutCertificate();
        engine.grant("bob", "list", "configmaps", "");
        var bothIn = new CountDownLatch(2);
        var leave = new CountDownLatch(1);
        engine.on(
                "/api/v1/configmaps",
                request -> {
                    bothIn.countDown();
                    await(leave);
                    return ScriptedEngine.text("served");
                });
        var request =
                gateway.request("/api/v1/configmaps")
                        .header("Authorization", "Bearer secret-1")
                        .build();
        var first = bob.sendAsync(request, BodyHandlers.ofString());
        var second = bob.sendAsync(request, BodyHandlers.ofString());
        await(bothIn);
        var third = bob.send(request, BodyHandlers.ofString());
        leave.countDown();
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(first.join().body()).isEqualTo("served");
        assertThat(second.join().body()).isEqualTo("served");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void showsMetricsToThoseWhoMay() throws Exception {
        engine.on(PODS, request -> ScriptedEngine.text("{}"));
        gateway.get(admin, PODS);
        var metrics = gateway.get(admin, "/metrics");
        assertThat(metrics.body())
                .contains("apiserver_request_total{code=\"200\"")
                .contains("apiserver_request_duration_seconds_bucket")
                .contains("apiserver_current_inflight_requests{request_kind=\"mutating\"}");
        var anonymous = gateway.get(gateway.withoutCertificate(), "/metrics");
        assertThat(anonymous.statusCode()).isEqualTo(403);
        assertThat(anonymous.body())
                .contains(
                        "forbidden: User \\\"system:anonymous\\\" cannot get path"
                                + " \\\"/metrics\\\"");
    }
}
