package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class WatchTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer cluster = new TestServer();

    @AfterEach
    void close() {
        cluster.close();
    }

    /** A watch that is read on a thread of its own. */
    private static final class Reading implements AutoCloseable {
        private final LinkedBlockingQueue<ObjectNode> frames = new LinkedBlockingQueue<>();
        private final Thread thread;

        Reading(TestServer server, String path, String accept) {
            var watch = (ApiResponse.Watch) server.send(call("GET", path, "").accepting(accept));
            thread = Thread.ofVirtual().start(() -> read(watch));
        }

        private void read(ApiResponse.Watch watch) {
            try {
                watch.frames()
                        .copyTo(
                                new ApiResponse.Frames.Sink() {
                                    @Override
                                    public void frame(byte[] json) {
                                        frames.add(Json.parseObject(json));
                                    }

                                    @Override
                                    public void flush() {}
                                });
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        ObjectNode next() throws InterruptedException {
            ObjectNode frame = frames.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within ten seconds").isNotNull();
            return frame;
        }

        void expect(String type, String name) throws InterruptedException {
            ObjectNode frame = next();
            assertThat(
                            Json.text(frame, "type")
                                    + " "
                                    + Json.text(frame, "object", "metadata", "name"))
                    .isEqualTo(type + " " + name);
        }

        void awaitEnd() throws InterruptedException {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            awaitEnd();
        }
    }

    private Reading watch(String query) {
        return new Reading(cluster, MAPS + "?watch=1" + query, "application/json");
    }

    private String create(String name) {
        var created =
                cluster.post(
                        MAPS,
                        "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"app\":\"web\"}}}"
                                .formatted(name));
        return Json.text(created, "metadata", "resourceVersion");
    }

    @Test
    void showsWhatIsThereAndThenWhatChanges() throws Exception {
        create("a");
        try (var watch = watch("")) {
            watch.expect("ADDED", "a");
            create("b");
            watch.expect("ADDED", "b");
            cluster.merge(MAPS + "/b", "{\"data\":{\"k\":\"v\"}}");
            watch.expect("MODIFIED", "b");
            cluster.delete(MAPS + "/b");
            watch.expect("DELETED", "b");
        }
    }

    @Test
    void resumesAfterARevision() throws Exception {
        String revision = create("a");
        create("b");
        try (var watch = watch("&resourceVersion=" + revision)) {
            watch.expect("ADDED", "b");
        }
    }

    @Test
    void showsADeletedObjectWithTheRevisionOfItsDeletion() throws Exception {
        String revision = create("a");
        try (var watch = watch("&resourceVersion=" + revision)) {
            cluster.delete(MAPS + "/a");
            var deleted = watch.next();
            assertThat(Json.text(deleted, "type")).isEqualTo("DELETED");
            assertThat(Long.parseLong(Json.text(deleted, "object", "metadata", "resourceVersion")))
                    .isGreaterThan(Long.parseLong(revision));
        }
    }

    @Test
    void showsObjectsThatLeaveTheSelectionAsDeleted() throws Exception {
        create("a");
        try (var watch = watch("&labelSelector=app%3Dweb")) {
            watch.expect("ADDED", "a");
            cluster.merge(MAPS + "/a", "{\"metadata\":{\"labels\":{\"app\":\"db\"}}}");
            watch.expect("DELETED", "a");
        }
    }

    @Test
    void endsTheInitialEventsWithAMarkedBookmark() throws Exception {
        create("a");
        String options =
                "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (var watch = watch(options)) {
            watch.expect("ADDED", "a");
            var bookmark = watch.next();
            assertThat(Json.text(bookmark, "type")).isEqualTo("BOOKMARK");
            assertThat(
                            Json.text(
                                    bookmark,
                                    "object",
                                    "metadata",
                                    "annotations",
                                    "k8s.io/initial-events-end"))
                    .isEqualTo("true");
            create("b");
            watch.expect("ADDED", "b");
        }
    }

    @Test
    void endsAfterItsTimeWithABookmark() throws Exception {
        create("a");
        try (var watch = watch("&timeoutSeconds=1&allowWatchBookmarks=true")) {
            watch.expect("ADDED", "a");
            assertThat(Json.text(watch.next(), "type")).isEqualTo("BOOKMARK");
            watch.awaitEnd();
        }
    }

    @Test
    void tellsThatARevisionIsTooOld() throws Exception {
        String old = create("a");
        create("b");
        try (var again = new TestServer(Clock.systemUTC(), cluster.store);
                var watch =
                        new Reading(
                                again,
                                MAPS + "?watch=1&resourceVersion=" + old,
                                "application/json")) {
            var error = watch.next();
            assertThat(Json.text(error, "type")).isEqualTo("ERROR");
            assertThat(Json.at(error, "object", "code").asInt()).isEqualTo(410);
            assertThat(Json.text(error, "object", "reason")).isEqualTo("Expired");
            watch.awaitEnd();
        }
    }

    @Test
    void watchesAsTables() throws Exception {
        create("a");
        try (var watch =
                new Reading(
                        cluster,
                        MAPS + "?watch=1",
                        "application/json;as=Table;v=v1;g=meta.k8s.io")) {
            var frame = watch.next();
            assertThat(Json.text(frame, "object", "kind")).isEqualTo("Table");
            assertThat(frame.path("object").path("rows").path(0).path("cells").path(0).asString())
                    .isEqualTo("a");
        }
    }
}
