package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerbsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void createsWhatItThenShows() {
        var created =
                cluster.post(CONFIG_MAPS, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"v\"}}");
        assertThat(cluster.get(CONFIG_MAPS + "/a")).isEqualTo(created);
        assertThat(Json.text(created, "metadata", "uid")).hasSize(36);
        assertThat(Json.text(created, "metadata", "namespace")).isEqualTo("default");
    }

    @Test
    void listsANamespaceAndEverything() {
        cluster.post(CONFIG_MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        cluster.post(
                "/api/v1/namespaces/kube-system/configmaps", "{\"metadata\":{\"name\":\"b\"}}");
        assertThat(cluster.get(CONFIG_MAPS).path("items")).hasSize(1);
        assertThat(cluster.get("/api/v1/configmaps").path("items")).hasSize(2);
    }
}
