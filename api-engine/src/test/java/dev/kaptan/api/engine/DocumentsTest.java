package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;
import static dev.kaptan.api.engine.TestServer.text;
import static dev.kaptan.api.engine.TestServer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

class DocumentsTest {

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static List<String> names(JsonNode array, String field) {
        var names = new ArrayList<String>();
        array.forEach(entry -> names.add(Json.text(entry, field)));
        return names;
    }

    @Test
    void listsGroupsAndResources() {
        assertThat(cluster.get("/api").path("versions").toString()).isEqualTo("[\"v1\"]");
        assertThat(names(cluster.get("/apis").path("groups"), "name"))
                .contains("apps", "rbac.authorization.k8s.io");
        assertThat(Json.text(cluster.get("/apis/apps"), "preferredVersion", "groupVersion"))
                .isEqualTo("apps/v1");
        var core = cluster.get("/api/v1").path("resources");
        assertThat(names(core, "name"))
                .contains("pods", "pods/log", "pods/binding", "services", "namespaces/finalize")
                .doesNotContain("deployments");
        assertThat(names(cluster.get("/apis/apps/v1").path("resources"), "name"))
                .contains("deployments", "deployments/scale", "deployments/status");
    }

    @Test
    void describesEverythingInOneDocument() {
        var response =
                cluster.send(
                        call("GET", "/apis", "")
                                .accepting(
                                        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"));
        assertThat(((ApiResponse.Document) response).contentType())
                .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        var apps = tree(response).path("items").path(0);
        assertThat(Json.text(apps, "metadata", "name")).isEqualTo("apps");
        var resources = apps.path("versions").path(0).path("resources");
        assertThat(names(resources, "resource")).contains("deployments");
        assertThat(names(resources, "scope")).contains("Namespaced");
    }

    @Test
    void saysItsVersion() {
        assertThat(Json.text(cluster.get("/version"), "gitVersion")).isEqualTo("v1.36.0+kaptan.1");
    }

    @Test
    void saysHowItIs() {
        assertThat(text(cluster.send(call("GET", "/readyz", "")))).isEqualTo("ok");
        assertThat(text(cluster.send(call("GET", "/readyz?verbose", ""))))
                .isEqualTo("[+]ping ok\n[+]etcd ok\n[+]informer-sync ok\nreadyz check passed\n");
        assertThat(text(cluster.send(call("GET", "/livez/ping", "")))).isEqualTo("ok");
        assertThat(cluster.failure(call("GET", "/livez/none", "")).code()).isEqualTo(404);
    }

    @Test
    void servesOpenApiWithHashes() {
        var index = cluster.get("/openapi/v3").path("paths");
        String url = Json.text(index, "apis/apps/v1", "serverRelativeURL");
        assertThat(url).matches("/openapi/v3/apis/apps/v1\\?hash=[0-9A-F]{128}");
        var document = (ApiResponse.Document) cluster.send(call("GET", url, ""));
        assertThat(url).endsWith(document.headers().get("ETag").replace("\"", ""));
        assertThat(tree(document).path("components").path("schemas").isEmpty()).isFalse();
        assertThat(Json.text(cluster.get("/openapi/v2"), "swagger")).isEqualTo("2.0");
    }

    @Test
    void servesTheSwaggerDocumentAsProtobufToThoseWhoAsk() {
        for (String version : List.of("@v1.0", ".v1.0")) {
            String accept = "application/com.github.proto-openapi.spec.v2" + version + "+protobuf";
            var answer =
                    (ApiResponse.Document)
                            cluster.send(call("GET", "/openapi/v2", "").accepting(accept));
            assertThat(answer.contentType())
                    .isEqualTo("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
            assertThat(TestServer.text(answer))
                    .as("field 1, the version of Swagger")
                    .startsWith("\n\u00032.0");
        }
    }

    @Test
    void tellsOthersHowToVerifyTokens() {
        var configuration = cluster.get("/.well-known/openid-configuration");
        assertThat(Json.text(configuration, "jwks_uri")).endsWith("/openid/v1/jwks");
        var key = cluster.get("/openid/v1/jwks").path("keys").path(0);
        assertThat(Json.text(key, "kty")).isEqualTo("EC");
        assertThat(key.has("d")).as("the private half").isFalse();
    }

    @Test
    void listsItsPaths() {
        assertThat(cluster.get("/").path("paths").toString())
                .contains("\"/api/v1\"", "\"/apis/apps/v1\"", "\"/readyz\"");
    }
}
