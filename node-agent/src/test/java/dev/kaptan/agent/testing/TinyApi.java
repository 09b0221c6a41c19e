package dev.kaptan.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * As much of an API server as a node agent calls: objects by path, versions, watches, status writes
 * with conflicts, graceful deletion of Pods. No schemas, no authorization.
 */
public final class TinyApi implements AutoCloseable {
    private final HttpServer server;
    private final TreeMap<String, Map<String, Object>> objects = new TreeMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private long version = 1;

    private record Watcher(String path, String selector, BlockingQueue<String> events) {}

    public TinyApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts an object in as a user would; returns it as stored. */
    public synchronized <T extends HasMetadata> T put(T object, Class<T> type) {
        var tree = tree(Serialization.asJson(object));
        store(collection(object) + "/" + object.getMetadata().getName(), tree);
        return Serialization.unmarshal(Serialization.asJson(tree), type);
    }

    public synchronized <T extends HasMetadata> T get(String path, Class<T> type) {
        var found = objects.get(path);
        return found == null ? null : Serialization.unmarshal(Serialization.asJson(found), type);
    }

    public synchronized List<Map<String, Object>> list(String collection) {
        var found = new ArrayList<Map<String, Object>>();
        objects.forEach((path, object) -> {
            if (isIn(path, collection)) {
                found.add(object);
            }
        });
        return found;
    }

    /** Marks for deletion, as {@code DELETE} with a grace period does. */
    public synchronized void deleteGracefully(String path, int seconds) {
        var object = tree(Serialization.asJson(objects.get(path)));
        metadata(object).put("deletionTimestamp", Instant.now().toString());
        metadata(object).put("deletionGracePeriodSeconds", seconds);
        store(path, object);
    }

    public synchronized void remove(String path) {
        var old = objects.remove(path);
        if (old != null) {
            version++;
            announce("DELETED", path, old);
        }
    }

    private static String collection(HasMetadata object) {
        var group = object.getApiVersion();
        var base = (group.contains("/") ? "/apis/" : "/api/") + group;
        var namespace = object.getMetadata().getNamespace();
        return base
                + (namespace == null ? "" : "/namespaces/" + namespace)
                + "/"
                + object.getPlural();
    }

    private void store(String path, Map<String, Object> tree) {
        var old = objects.get(path);
        var meta = metadata(tree);
        meta.put("resourceVersion", Long.toString(++version));
        meta.putIfAbsent("uid", UUID.randomUUID().toString());
        meta.putIfAbsent("creationTimestamp", Instant.now().toString());
        objects.put(path, tree);
        announce(old == null ? "ADDED" : "MODIFIED", path, tree);
    }

    private void announce(String type, String path, Map<String, Object> object) {
        var event = line(type, object);
        for (var watcher : watchers) {
            if (isIn(path, watcher.path) && selected(object, watcher.selector)) {
                watcher.events.add(event);
            }
        }
    }

    /** The type stands first, as upstream writes it; a Map.of would shuffle the two in each JVM. */
    private static String line(String type, Map<String, Object> object) {
        var json = Serialization.asJson(object).replace("\n", "");
        return "{\"type\":\"%s\",\"object\":%s}".formatted(type, json);
    }

    /** A collection without a namespace holds those of all namespaces. */
    private static boolean isIn(String path, String collection) {
        var parent = path.substring(0, path.lastIndexOf('/'));
        return parent.equals(collection)
                || parent.replaceFirst("/namespaces/[^/]+", "").equals(collection);
    }

    private static boolean selected(Map<String, Object> object, String selector) {
        if (selector.isEmpty()) {
            return true;
        }
        var parts = selector.split("=", 2);
        Object value = object;
        for (var name : parts[0].split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return parts[1].equals(value);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = exchange.getRequestURI().getRawQuery();
            var path = exchange.getRequestURI().getPath();
            if (query != null && query.contains("watch=true")) {
                watch(exchange, path, selector(query));
                return;
            }
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var answer = answer(exchange.getRequestMethod(), path, selector(query), body);
            var bytes = Serialization.asJson(answer.body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int code, Object body) {}

    private synchronized Answer answer(String method, String path, String selector, String body) {
        return switch (method) {
            case "GET" -> read(path, selector);
            case "POST" -> create(path, body);
            case "PUT" -> update(path, tree(body));
            case "PATCH" -> new Answer(200, tree(body));
            case "DELETE" -> delete(path);
            default -> failure(405, method);
        };
    }

    private Answer read(String path, String selector) {
        var found = objects.get(path);
        if (found != null) {
            return new Answer(200, found);
        }
        boolean names = path.matches(".*/(namespaces/[^/]+/[a-z]+|nodes)/[^/]+");
        if (names) {
            return failure(404, "not found: " + path);
        }
        var items = list(path).stream().filter(o -> selected(o, selector)).toList();
        return new Answer(
                200,
                Map.of(
                        "kind",
                        "List",
                        "apiVersion",
                        "v1",
                        "metadata",
                        Map.of("resourceVersion", Long.toString(version)),
                        "items",
                        items));
    }

    private Answer create(String path, String body) {
        var tree = tree(body);
        if (path.endsWith("/token")) {
            var expires = Instant.now().plusSeconds(3600).toString();
            tree.put("status", Map.of("token", "a-token", "expirationTimestamp", expires));
            return new Answer(201, tree);
        }
        store(path + "/" + metadata(tree).get("name"), tree);
        return new Answer(201, tree);
    }

    private Answer update(String path, Map<String, Object> tree) {
        boolean status = path.endsWith("/status");
        var key = status ? path.substring(0, path.lastIndexOf('/')) : path;
        var old = objects.get(key);
        if (old == null) {
            return failure(404, "not found: " + key);
        }
        var expected = metadata(tree).get("resourceVersion");
        if (expected != null && !expected.equals(metadata(old).get("resourceVersion"))) {
            return failure(409, "the object has been modified");
        }
        var fresh = tree(Serialization.asJson(status ? old : tree));
        if (status) {
            fresh.put("status", tree.get("status"));
        }
        store(key, fresh);
        return new Answer(200, fresh);
    }

    private Answer delete(String path) {
        var old = objects.get(path);
        if (old == null) {
            return failure(404, "not found: " + path);
        }
        remove(path);
        return new Answer(200, old);
    }

    private static Answer failure(int code, String message) {
        return new Answer(
                code,
                Map.of(
                        "kind",
                        "Status",
                        "apiVersion",
                        "v1",
                        "status",
                        "Failure",
                        "message",
                        message,
                        "code",
                        code));
    }

    /** Also sends what there is already, since a list and its watch may straddle a change. */
    private void watch(HttpExchange exchange, String path, String selector) throws IOException {
        var watcher = new Watcher(path, selector, new LinkedBlockingQueue<>());
        synchronized (this) {
            watchers.add(watcher);
            objects.forEach((key, object) -> {
                if (isIn(key, path) && selected(object, selector)) {
                    watcher.events.add(line("MODIFIED", object));
                }
            });
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                var event = watcher.events.poll(1, TimeUnit.MINUTES);
                if (event != null) {
                    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException gone) {
            watchers.remove(watcher);
        }
    }

    private static String selector(String query) {
        if (query == null) {
            return "";
        }
        for (var part : query.split("&")) {
            if (part.startsWith("fieldSelector=")) {
                return URLDecoder.decode(part.substring(14), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(String json) {
        return Serialization.unmarshal(json, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> tree) {
        return (Map<String, Object>)
                tree.computeIfAbsent("metadata", absent -> new LinkedHashMap<>());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
