package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** The real engine over an in-memory store, behind TLS, authentication and RBAC. */
class EngineOverHttpTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    @TempDir static Path folder;
    private static RunningGateway gateway;
    private static HttpClient admin;

    @BeforeAll
    static void start() throws IOException {
        gateway = RunningGateway.start(folder, ApiServer::start);
        admin = gateway.admin();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws Exception {
        var request =
                gateway.request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return admin.send(request, BodyHandlers.ofString());
    }

    private static String configMap(String name) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
                + name
                + "\"},\"data\":{\"a\":\"b\"}}";
    }

    @Test
    void createsReadsAndDeletes() throws Exception {
        var created = post(CONFIG_MAPS, "application/json", configMap("life"));
        assertThat(created.statusCode()).isEqualTo(201);
        var read = gateway.get(admin, CONFIG_MAPS + "/life");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(Json.text(Json.parse(read.body()), "data", "a")).isEqualTo("b");
        var delete = gateway.request(CONFIG_MAPS + "/life").DELETE().build();
        assertThat(admin.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(gateway.get(admin, CONFIG_MAPS + "/life").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesMalformedJsonWithAStatus() throws Exception {
        var answer = post(CONFIG_MAPS, "application/json", "{\"kind\": ");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.text(Json.parse(answer.body()), "kind")).isEqualTo("Status");
        assertThat(Json.text(Json.parse(answer.body()), "reason")).isEqualTo("BadRequest");
    }

    @Test
    void watchesOverHttp() throws Exception {
        var list = Json.parse(gateway.get(admin, CONFIG_MAPS).body());
        var from = Json.text(list, "metadata", "resourceVersion");
        var watch =
                gateway.request(
                                CONFIG_MAPS
                                        + "?watch=true&timeoutSeconds=20&resourceVersion="
                                        + from)
                        .build();
        var lines = admin.send(watch, BodyHandlers.ofLines()).body().iterator();
        post(CONFIG_MAPS, "application/json", configMap("watched"));
        var event = Json.parse(lines.next());
        assertThat(Json.text(event, "type")).isEqualTo("ADDED");
        assertThat(Json.text(event, "object", "metadata", "name")).isEqualTo("watched");
    }

    @Test
    void isReadyForAnybodyToSee() throws Exception {
        var nobody = gateway.withoutCertificate();
        assertThat(gateway.get(nobody, "/readyz").body()).isEqualTo("ok");
        assertThat(gateway.get(nobody, "/livez").body()).isEqualTo("ok");
        assertThat(gateway.get(nobody, "/api/v1/namespaces").statusCode()).isEqualTo(403);
    }

    @Test
    void letsARoleDecide() throws Exception {
        var alice = gateway.clientOf("CN=alice");
        assertThat(gateway.get(alice, CONFIG_MAPS).statusCode()).isEqualTo(403);
        var binding =
                """
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding",
                 "metadata":{"name":"alice"},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
                 "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"alice"}]}
                """;
        var path = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
        assertThat(post(path, "application/json", binding).statusCode()).isEqualTo(201);
        int code = 403;
        for (int i = 0; i < 100 && code == 403; i++) {
            code = gateway.get(alice, CONFIG_MAPS).statusCode();
            Thread.sleep(20);
        }
        assertThat(code).isEqualTo(200);
        assertThat(gateway.get(alice, "/api/v1/namespaces/default/secrets").statusCode())
                .isEqualTo(403);
    }
}
