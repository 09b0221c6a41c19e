package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;
import static dev.kaptan.api.engine.TestServer.code;
import static dev.kaptan.api.engine.TestServer.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class VerbsTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static String map(String name) {
        return "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"k\":\"v\"}}".formatted(name);
    }

    private static String deployment(String name) {
        return """
        {"metadata":{"name":"%s"},"spec":{"selector":{"matchLabels":{"app":"web"}},
        "template":{"metadata":{"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"c","image":"nginx:1.27"}]}}}}
        """
                .formatted(name);
    }

    @Test
    void showsWhatItCreated() {
        var response = cluster.send(call("POST", MAPS, map("a")));
        assertThat(code(response)).isEqualTo(201);
        var created = tree(response);
        assertThat(cluster.get(MAPS + "/a")).isEqualTo(created);
        assertThat(Json.text(created, "metadata", "uid")).hasSize(36);
        assertThat(Json.text(created, "metadata", "namespace")).isEqualTo("default");
        assertThat(Json.text(created, "metadata", "creationTimestamp")).endsWith("Z");
        assertThat(Json.text(created, "kind")).isEqualTo("ConfigMap");
    }

    @Test
    void listsANamespaceAndEverything() {
        cluster.post(MAPS, map("a"));
        cluster.post("/api/v1/namespaces/kube-system/configmaps", map("b"));
        assertThat(cluster.get(MAPS).path("items")).hasSize(1);
        var all = cluster.get("/api/v1/configmaps");
        assertThat(all.path("items")).hasSize(2);
        assertThat(Json.text(all, "kind")).isEqualTo("ConfigMapList");
        assertThat(Json.text(all, "metadata", "resourceVersion")).isNotEmpty();
    }

    @Test
    void makesNamesOfGenerateName() {
        String body = "{\"metadata\":{\"generateName\":\"job-\"}}";
        String name = Json.text(cluster.post(MAPS, body), "metadata", "name");
        assertThat(name).matches("job-[a-z0-9]{5}");
        assertThat(Json.text(cluster.post(MAPS, body), "metadata", "name")).isNotEqualTo(name);
    }

    @Test
    void setsDefaultsAndCountsGenerations() {
        var created = cluster.post(DEPLOYMENTS, deployment("web"));
        assertThat(Json.at(created, "spec", "replicas").asInt()).isEqualTo(1);
        assertThat(Json.at(created, "metadata", "generation").asInt()).isEqualTo(1);
        var scaled = cluster.merge(DEPLOYMENTS + "/web", "{\"spec\":{\"replicas\":3}}");
        assertThat(Json.at(scaled, "metadata", "generation").asInt()).isEqualTo(2);
        var labelled =
                cluster.merge(DEPLOYMENTS + "/web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        assertThat(Json.at(labelled, "metadata", "generation").asInt()).isEqualTo(2);
    }

    @Test
    void writesNothingWhereNothingChanges() {
        var created = cluster.post(DEPLOYMENTS, deployment("web"));
        long revision = cluster.store.currentRevision();
        assertThat(cluster.put(DEPLOYMENTS + "/web", created)).isEqualTo(created);
        assertThat(cluster.merge(DEPLOYMENTS + "/web", "{\"spec\":{\"replicas\":1}}"))
                .isEqualTo(created);
        assertThat(cluster.store.currentRevision()).isEqualTo(revision);
    }

    @Test
    void keepsStatusAndSpecApart() {
        cluster.post(DEPLOYMENTS, deployment("web"));
        var path = DEPLOYMENTS + "/web";
        cluster.merge(path + "/status", "{\"status\":{\"replicas\":5},\"spec\":{\"replicas\":9}}");
        var after = cluster.merge(path, "{\"status\":{\"replicas\":7},\"spec\":{\"replicas\":2}}");
        assertThat(Json.at(after, "status", "replicas").asInt()).isEqualTo(5);
        assertThat(Json.at(after, "spec", "replicas").asInt()).isEqualTo(2);
    }

    @Test
    void patchesInThreeWays() {
        cluster.post(DEPLOYMENTS, deployment("web"));
        var path = DEPLOYMENTS + "/web";
        var json =
                tree(
                        cluster.send(
                                call(
                                                "PATCH",
                                                path,
                                                "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":4}]")
                                        .typed("application/json-patch+json")));
        assertThat(Json.at(json, "spec", "replicas").asInt()).isEqualTo(4);
        var merged = cluster.merge(path, "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
        assertThat(Json.text(merged, "metadata", "annotations", "a")).isEqualTo("b");
        var strategic =
                tree(
                        cluster.send(
                                call(
                                                "PATCH",
                                                path,
                                                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"nginx:2\"}]}}}}")
                                        .typed("application/strategic-merge-patch+json")));
        var container = Json.objectsAt(strategic, "spec", "template", "spec", "containers");
        assertThat(container).hasSize(1);
        assertThat(Json.text(container.getFirst(), "image")).isEqualTo("nginx:2");
    }

    @Test
    void losesNoPatchOfManyAtOnce() throws Exception {
        cluster.post(MAPS, map("a"));
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int n = 0; n < 5; n++) {
                                    String key = "k" + number + "-" + n;
                                    cluster.merge(
                                            MAPS + "/a", "{\"data\":{\"" + key + "\":\"x\"}}");
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(cluster.get(MAPS + "/a").path("data")).hasSize(41);
    }

    @Test
    void createsLeasesByPut() {
        var lease =
                Json.parseObject(
                        "{\"metadata\":{\"name\":\"l\",\"namespace\":\"kube-system\"},\"spec\":{\"holderIdentity\":\"me\"}}"
                                .getBytes());
        var path = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/l";
        var created = cluster.send(call("PUT", path, lease.toString()));
        assertThat(code(created)).isEqualTo(201);
        var renewed = tree(created);
        Json.ensureObject(renewed, "spec").put("holderIdentity", "you");
        assertThat(code(cluster.send(call("PUT", path, renewed.toString())))).isEqualTo(200);
    }

    @Test
    void rehearsesWithDryRun() {
        var rehearsed = cluster.post(MAPS + "?dryRun=All", map("a"));
        assertThat(Json.text(rehearsed, "metadata", "uid")).isNotEmpty();
        assertThat(cluster.failure(call("GET", MAPS + "/a", "")).code()).isEqualTo(404);
        cluster.post(MAPS, map("a"));
        cluster.merge(MAPS + "/a?dryRun=All", "{\"data\":{\"k\":\"other\"}}");
        cluster.delete(MAPS + "/a?dryRun=All");
        assertThat(Json.text(cluster.get(MAPS + "/a"), "data", "k")).isEqualTo("v");
    }

    @Test
    void scalesThroughTheSubresource() {
        cluster.post(DEPLOYMENTS, deployment("web"));
        var scale = cluster.get(DEPLOYMENTS + "/web/scale");
        assertThat(Json.text(scale, "status", "selector")).isEqualTo("app=web");
        Json.ensureObject(scale, "spec").put("replicas", 5);
        var changed = cluster.put(DEPLOYMENTS + "/web/scale", scale);
        assertThat(Json.at(changed, "spec", "replicas").asInt()).isEqualTo(5);
        var patched = cluster.merge(DEPLOYMENTS + "/web/scale", "{\"spec\":{\"replicas\":2}}");
        assertThat(Json.at(patched, "spec", "replicas").asInt()).isEqualTo(2);
        assertThat(Json.at(cluster.get(DEPLOYMENTS + "/web"), "spec", "replicas").asInt())
                .isEqualTo(2);
        assertThat(
                        cluster.failure(call("PUT", DEPLOYMENTS + "/web/scale", scale.toString()))
                                .code())
                .isEqualTo(409);
    }

    @Test
    void writesYamlTablesAndMetadata() {
        cluster.post(MAPS, map("a"));
        var yaml = cluster.send(call("GET", MAPS + "/a", "").accepting("application/yaml"));
        assertThat(TestServer.text(yaml)).contains("kind: ConfigMap", "  k: v");
        var table =
                tree(
                        cluster.send(
                                call("GET", MAPS, "")
                                        .accepting(
                                                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")));
        assertThat(Json.text(table, "kind")).isEqualTo("Table");
        assertThat(table.path("rows").path(0).path("cells").path(0).asString()).isEqualTo("a");
        assertThat(Json.text(table.path("rows").path(0), "object", "kind"))
                .isEqualTo("PartialObjectMetadata");
        var partial =
                tree(
                        cluster.send(
                                call("GET", MAPS, "")
                                        .accepting(
                                                "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")));
        assertThat(Json.text(partial, "kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(partial.path("items").path(0).has("data")).isFalse();
    }

    @Test
    void sharesEventsBetweenTheirTwoGroups() {
        cluster.post(
                "/api/v1/namespaces/default/events",
                "{\"metadata\":{\"name\":\"e\"},\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"default\",\"name\":\"p\"},\"reason\":\"R\",\"message\":\"m\",\"type\":\"Normal\"}");
        var other = cluster.get("/apis/events.k8s.io/v1/namespaces/default/events/e");
        assertThat(Json.text(other, "apiVersion")).isEqualTo("events.k8s.io/v1");
        assertThat(Json.text(other, "note")).isEqualTo("m");
        assertThat(Json.text(other, "regarding", "name")).isEqualTo("p");
        assertThat(cluster.get("/apis/events.k8s.io/v1/events").path("items")).hasSize(1);
    }

    @Test
    void selectsByLabelsAndFields() {
        for (String name : List.of("a", "b")) {
            cluster.post(
                    MAPS,
                    "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"n\":\"%s\"}}}"
                            .formatted(name, name));
        }
        assertThat(cluster.get(MAPS + "?labelSelector=n%3Db").path("items")).hasSize(1);
        assertThat(cluster.get(MAPS + "?labelSelector=n+notin+(b)").path("items")).hasSize(1);
        assertThat(cluster.get(MAPS + "?fieldSelector=metadata.name%3Da").path("items")).hasSize(1);
        assertThat(cluster.get(MAPS + "?fieldSelector=metadata.name!%3Dz").path("items"))
                .hasSize(2);
    }
}
