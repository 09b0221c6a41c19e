package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;
import static dev.kaptan.api.engine.TestServer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

class DeletionTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer cluster = new TestServer();

    @BeforeEach
    void account() {
        cluster.post(
                "/api/v1/namespaces/default/serviceaccounts",
                "{\"metadata\":{\"name\":\"default\"}}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void pod(String name) {
        cluster.post(
                PODS,
                "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"busybox:1.36\"}]}}"
                        .formatted(name));
    }

    private void bind(String name) {
        cluster.post(
                PODS + "/" + name + "/binding",
                "{\"metadata\":{\"name\":\"%s\"},\"target\":{\"kind\":\"Node\",\"name\":\"n1\"}}"
                        .formatted(name));
    }

    private ObjectNode delete(String path, String options) {
        return tree(cluster.send(call("DELETE", path, options)));
    }

    private boolean exists(String path) {
        try {
            cluster.get(path);
            return true;
        } catch (dev.kaptan.api.model.status.ApiException e) {
            assertThat(e.code()).isEqualTo(404);
            return false;
        }
    }

    @Test
    void deletesPlainObjectsAtOnceAndAnswersAStatus() {
        var created = cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        var status = cluster.delete(MAPS + "/a");
        assertThat(Json.text(status, "status")).isEqualTo("Success");
        assertThat(Json.text(status, "details", "kind")).isEqualTo("configmaps");
        assertThat(Json.text(status, "details", "uid"))
                .isEqualTo(Json.text(created, "metadata", "uid"));
        assertThat(exists(MAPS + "/a")).isFalse();
    }

    @Test
    void deletesPodsWithoutANodeAtOnce() {
        pod("p");
        assertThat(Json.text(cluster.delete(PODS + "/p"), "kind")).isEqualTo("Pod");
        assertThat(exists(PODS + "/p")).isFalse();
    }

    @Test
    void letsPodsOnANodeEndInTheirTime() {
        pod("p");
        bind("p");
        var marked = cluster.delete(PODS + "/p");
        assertThat(Json.at(marked, "metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(Json.text(marked, "metadata", "deletionTimestamp")).isNotEmpty();
        assertThat(cluster.delete(PODS + "/p")).isEqualTo(marked);
        var sooner = delete(PODS + "/p", "{\"gracePeriodSeconds\":5}");
        assertThat(Json.at(sooner, "metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(5);
        var later = delete(PODS + "/p", "{\"gracePeriodSeconds\":60}");
        assertThat(Json.at(later, "metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(5);
        delete(PODS + "/p", "{\"gracePeriodSeconds\":0}");
        assertThat(exists(PODS + "/p")).isFalse();
    }

    @Test
    void takesTheGracePeriodFromTheQueryToo() {
        pod("p");
        bind("p");
        var marked = cluster.delete(PODS + "/p?gracePeriodSeconds=7");
        assertThat(Json.at(marked, "metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(7);
    }

    @Test
    void keepsWhatFinalizersHoldUntilTheLastIsGone() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.example/f\"]}}");
        var marked = cluster.delete(MAPS + "/a");
        assertThat(Json.text(marked, "metadata", "deletionTimestamp")).isNotEmpty();
        assertThat(Json.at(marked, "metadata", "deletionGracePeriodSeconds").asInt()).isZero();
        var changed = cluster.merge(MAPS + "/a", "{\"data\":{\"k\":\"v\"}}");
        assertThat(Json.text(changed, "metadata", "deletionTimestamp")).isNotEmpty();
        cluster.merge(MAPS + "/a", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(exists(MAPS + "/a")).isFalse();
    }

    @Test
    void marksForTheGarbageCollectorHowDependentsAreMeant() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        var foreground = delete(MAPS + "/a", "{\"propagationPolicy\":\"Foreground\"}");
        assertThat(foreground.path("metadata").path("finalizers").toString())
                .isEqualTo("[\"foregroundDeletion\"]");
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"b\"}}");
        var orphan = cluster.delete(MAPS + "/b?propagationPolicy=Orphan");
        assertThat(orphan.path("metadata").path("finalizers").toString()).isEqualTo("[\"orphan\"]");
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"c\"}}");
        delete(MAPS + "/c", "{\"propagationPolicy\":\"Background\"}");
        assertThat(exists(MAPS + "/c")).isFalse();
    }

    @Test
    void deletesCollectionsBySelector() {
        for (String name : new String[] {"a", "b", "c"}) {
            cluster.post(
                    MAPS,
                    "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"odd\":\"%s\"}}}"
                            .formatted(name, !name.equals("b")));
        }
        cluster.delete(MAPS + "?labelSelector=odd%3Dtrue");
        assertThat(exists(MAPS + "/a")).isFalse();
        assertThat(exists(MAPS + "/b")).isTrue();
    }

    @Test
    void letsNamespacesGoWhenTheyAreFinalized() {
        var path = "/api/v1/namespaces/n";
        var created = cluster.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"n\"}}");
        assertThat(created.path("spec").path("finalizers").toString())
                .isEqualTo("[\"kubernetes\"]");
        var marked = cluster.delete(path);
        assertThat(Json.text(marked, "status", "phase")).isEqualTo("Terminating");
        Json.ensureObject(marked, "spec").putArray("finalizers");
        cluster.put(path + "/finalize", marked);
        assertThat(exists(path)).isFalse();
    }

    @Test
    void keepsTheFirstNamespaces() {
        var failure = cluster.failure(call("DELETE", "/api/v1/namespaces/default", ""));
        assertThat(failure.code()).isEqualTo(403);
        assertThat(failure.getMessage())
                .isEqualTo(
                        "namespaces \"default\" is forbidden: this namespace may not be deleted");
    }

    @Test
    void evictsPods() {
        pod("p");
        cluster.post(PODS + "/p/eviction", "{\"metadata\":{\"name\":\"p\"}}");
        assertThat(exists(PODS + "/p")).isFalse();
    }

    @Test
    void tellsThatANameIsTakenByWhatIsBeingDeleted() {
        cluster.post(MAPS, "{\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.example/f\"]}}");
        cluster.delete(MAPS + "/a");
        assertThat(cluster.failure(call("POST", MAPS, "{\"metadata\":{\"name\":\"a\"}}")))
                .hasMessage("object is being deleted: configmaps \"a\" already exists");
    }
}
