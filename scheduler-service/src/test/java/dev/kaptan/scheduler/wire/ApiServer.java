package dev.kaptan.scheduler.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.connect.Credentials;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers as told and remembers what it was asked. */
final class ApiServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    ApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(line + " " + type + " " + body);
        Answer answer = answers.getOrDefault(line, new Answer(404, "{}"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.code(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void answer(String line, int code, String body) {
        answers.put(line, new Answer(code, body));
    }

    KubernetesClient client() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return ApiConnection.open(
                new Credentials.Explicit(address, null, null, null, null), "test");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int code, String body) {}
}
