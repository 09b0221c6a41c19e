package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

class ListTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer cluster = new TestServer();

    @BeforeEach
    void fill() {
        for (int i = 0; i < 7; i++) {
            create("m" + i);
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void create(String name) {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"%s\"}}".formatted(name));
    }

    private static List<String> names(JsonNode list) {
        var names = new ArrayList<String>();
        list.path("items").forEach(item -> names.add(Json.text(item, "metadata", "name")));
        return names;
    }

    @Test
    void givesAConsistentListInPages() {
        var first = cluster.get(MAPS + "?limit=3");
        assertThat(names(first)).containsExactly("m0", "m1", "m2");
        assertThat(Json.at(first, "metadata", "remainingItemCount").asInt()).isEqualTo(4);
        create("m1a");
        cluster.delete(MAPS + "/m4");
        var second = cluster.get(MAPS + "?limit=3&continue=" + next(first));
        assertThat(names(second)).containsExactly("m3", "m4", "m5");
        assertThat(Json.text(second, "metadata", "resourceVersion"))
                .isEqualTo(Json.text(first, "metadata", "resourceVersion"));
        var third = cluster.get(MAPS + "?limit=3&continue=" + next(second));
        assertThat(names(third)).containsExactly("m6");
        assertThat(next(third)).isEmpty();
        assertThat(third.path("metadata").has("remainingItemCount")).isFalse();
    }

    private static String next(JsonNode list) {
        return Json.text(list, "metadata", "continue");
    }

    @Test
    void showsAnExactRevision() {
        String revision = Json.text(cluster.get(MAPS), "metadata", "resourceVersion");
        create("n");
        String query = "?resourceVersionMatch=Exact&resourceVersion=" + revision;
        assertThat(names(cluster.get(MAPS + query))).doesNotContain("n").hasSize(7);
        assertThat(names(cluster.get(MAPS + "?limit=100&resourceVersion=" + revision)))
                .doesNotContain("n");
        assertThat(names(cluster.get(MAPS + "?resourceVersion=" + revision))).isNotEmpty();
    }

    @Test
    void tellsThatAPageIsTooOld() {
        var first = cluster.get(MAPS + "?limit=3");
        for (int i = 0; i < 5_200; i++) {
            cluster.merge(MAPS + "/m0", "{\"data\":{\"k\":\"" + i + "\"}}");
        }
        var failure = cluster.failure(call("GET", MAPS + "?limit=3&continue=" + next(first), ""));
        assertThat(failure.code()).isEqualTo(410);
        assertThat(failure.getMessage())
                .startsWith(
                        "The provided continue parameter is too old to display a consistent list"
                                + " result.");
    }

    @Test
    void showsTheMostRecentStateAfterEveryWrite() {
        for (int i = 0; i < 20; i++) {
            create("x" + i);
            assertThat(names(cluster.get(MAPS))).contains("x" + i);
        }
    }
}
