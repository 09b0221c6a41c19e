package dev.kaptan.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.connect.Credentials;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class InformersTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile String list = list("10");
    private HttpServer server;
    private KubernetesClient client;
    private Informers informers;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/configmaps", this::answer);
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        client =
                ApiConnection.open(
                        new Credentials.Explicit(url, null, null, null, null), "informers-test");
        informers = new Informers(client);
        informers.of(ConfigMap.class).handle(new Recorder());
    }

    @AfterEach
    void stop() {
        informers.close();
        client.close();
        server.stop(0);
    }

    private final class Recorder implements Handler<ConfigMap> {
        @Override
        public void added(ConfigMap object) {
            told.add("+" + object.getMetadata().getName());
        }

        @Override
        public void updated(ConfigMap before, ConfigMap after) {
            told.add(
                    "~"
                            + after.getMetadata().getName()
                            + before.getMetadata().getResourceVersion()
                            + ">"
                            + after.getMetadata().getResourceVersion());
        }

        @Override
        public void deleted(ConfigMap last) {
            told.add("-" + last.getMetadata().getName());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        requests.add(query);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            if (query.contains("watch=true")) {
                stream(body);
            } else {
                body.write(list.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what the test queues; "END" ends the stream as a server does that restarts. */
    private void stream(OutputStream body) throws IOException, InterruptedException {
        for (var line = lines.take(); !line.equals("END"); line = lines.take()) {
            body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }

    private static String list(String version, String... items) {
        return "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
                + version
                + "\"},\"items\":["
                + String.join(",", items)
                + "]}";
    }

    private static String item(String name, String version) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"n\",\"resourceVersion\":\"%s\",\"managedFields\":[{\"manager\":\"m\"}]},\"data\":{\"k\":\"v\"},\"someday\":1}"
                .formatted(name, version);
    }

    private static String event(String type, String object) {
        return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object);
    }

    private String next() throws InterruptedException {
        return told.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void listsThenFollowsTheWatch() throws Exception {
        list = list("10", item("a", "5"));
        informers.start();
        assertThat(informers.awaitSync(Duration.ofSeconds(10))).isTrue();
        assertThat(next()).isEqualTo("+a");
        lines.add(event("ADDED", item("b", "11")));
        lines.add(event("MODIFIED", item("a", "12")));
        lines.add(event("DELETED", item("b", "13")));
        assertThat(List.of(next(), next(), next())).containsExactly("+b", "~a5>12", "-b");
        var store = informers.of(ConfigMap.class).store();
        assertThat(store.get("n", "a").getData()).containsEntry("k", "v");
        assertThat(store.get("n", "a").getMetadata().getManagedFields()).isEmpty();
        assertThat(store.get("n", "b")).isNull();
        assertThat(requests.getLast()).contains("resourceVersion=10", "allowWatchBookmarks=true");
    }

    @Test
    void goesOnFromTheLastBookmarkWithoutListing() throws Exception {
        informers.start();
        lines.add(event("BOOKMARK", item("", "42")));
        lines.add("END");
        lines.add(event("ADDED", item("c", "43")));
        assertThat(next()).isEqualTo("+c");
        assertThat(requests).hasSize(3);
        assertThat(requests.getLast()).contains("watch=true", "resourceVersion=42");
    }

    @Test
    void listsAnewWhenItsVersionIsGone() throws Exception {
        list = list("10", item("a", "5"), item("b", "6"));
        informers.start();
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("+a", "+b");
        list = list("90", item("b", "80"), item("c", "81"));
        lines.add(
                event(
                        "ERROR",
                        "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too"
                                + " old\"}"));
        assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("~b6>80", "+c", "-a");
    }

    @Test
    void aLateHandlerIsToldOfWhatIsThere() throws Exception {
        list = list("10", item("a", "5"));
        informers.start();
        assertThat(next()).isEqualTo("+a");
        informers.of(ConfigMap.class).handle(new Recorder());
        assertThat(next()).isEqualTo("+a");
    }

    @Test
    void readsAListPageByPage() throws Exception {
        list =
                list("10", item("a", "5"))
                        .replace(
                                "\"resourceVersion\":\"10\"",
                                "\"resourceVersion\":\"10\",\"continue\":\"next/+=\"");
        informers.start();
        while (requests.size() < 2) {
            Thread.sleep(5);
        }
        list = list("10", item("b", "6"));
        assertThat(informers.awaitSync(Duration.ofSeconds(10))).isTrue();
        assertThat(informers.of(ConfigMap.class).store().size()).isEqualTo(2);
        assertThat(requests.get(1)).contains("continue=next/+=");
    }

    @Test
    void waitsForAServerThatIsNotThereYet() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        informers.start();
        assertThat(informers.awaitSync(Duration.ofMillis(600))).isFalse();
        assertThat(informers.unsynced()).containsExactly("/api/v1/configmaps");

        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/configmaps", this::answer);
        server.start();
        assertThat(informers.awaitSync(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void closingEndsTheWatchAtTheServer() throws Exception {
        informers.start();
        assertThat(informers.awaitSync(Duration.ofSeconds(10))).isTrue();
        while (requests.size() < 2) {
            Thread.sleep(5);
        }
        informers.close();
        // A server notices a client that left when it writes; the third write at the latest fails.
        for (int i = 0; i < 50 && requests.size() < 3; i++) {
            lines.add(event("ADDED", item("z" + i, "9")));
            Thread.sleep(10);
        }
        assertThat(told).isEmpty();
        assertThat(requests).as("no watch is opened after closing").hasSize(2);
    }
}
