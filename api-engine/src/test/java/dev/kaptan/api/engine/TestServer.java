package dev.kaptan.api.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.ApiServerConfig.PortRange;
import dev.kaptan.api.engine.ApiServerConfig.ServiceAccountKeys;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.discovery.HealthCheck;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.request.RequestInfos;
import dev.kaptan.api.engine.store.InMemoryKeyValueStore;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A server on the in-memory store, and short ways to talk to it. */
final class TestServer implements AutoCloseable {

    static final User ADMIN = User.of("admin", User.MASTERS_GROUP, User.AUTHENTICATED_GROUP);

    final InMemoryKeyValueStore store;
    final ApiServer server;

    TestServer() {
        this(Clock.systemUTC());
    }

    TestServer(Clock clock) {
        this(clock, new InMemoryKeyValueStore(clock));
    }

    TestServer(Clock clock, InMemoryKeyValueStore store) {
        this.store = store;
        KeyPair keys = keys();
        this.server =
                ApiServer.start(
                        new ApiServerConfig(
                                store,
                                clock,
                                new SharedRandom(42),
                                "10.96.0.0/16",
                                PortRange.NODE_PORTS,
                                "192.0.2.1",
                                6443,
                                new ServiceAccountKeys(
                                        keys.getPrivate(),
                                        keys.getPublic(),
                                        "https://kubernetes.default.svc.cluster.local"),
                                List.of()));
        awaitReadiness();
    }

    private void awaitReadiness() {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!server.readiness().stream().allMatch(HealthCheck::passed)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not ready: " + server.readiness());
            }
            Thread.onSpinWait();
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A seeded source that many threads may draw from. */
    private static final class SharedRandom implements RandomGenerator {
        private final SplittableRandom random;

        SharedRandom(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }

    /** A request that is sent with {@link #send}. */
    record Call(
            String method,
            String pathAndQuery,
            String contentType,
            String accept,
            String body,
            User user) {

        Call as(User other) {
            return new Call(method, pathAndQuery, contentType, accept, body, other);
        }

        Call accepting(String other) {
            return new Call(method, pathAndQuery, contentType, other, body, user);
        }

        Call typed(String other) {
            return new Call(method, pathAndQuery, other, accept, body, user);
        }
    }

    static Call call(String method, String pathAndQuery, String body) {
        return new Call(method, pathAndQuery, "application/json", "application/json", body, ADMIN);
    }

    ApiResponse send(Call call) {
        int question = call.pathAndQuery().indexOf('?');
        String path =
                question < 0 ? call.pathAndQuery() : call.pathAndQuery().substring(0, question);
        var query = query(question < 0 ? "" : call.pathAndQuery().substring(question + 1));
        var info = RequestInfos.parse(call.method(), path, query);
        return server.serve(
                new ApiRequest(
                        call.method(),
                        info,
                        query,
                        call.accept(),
                        call.contentType(),
                        "test",
                        call.user(),
                        () -> call.body().getBytes(UTF_8)));
    }

    private static QueryParameters query(String text) {
        Map<String, List<String>> values = new HashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(parts[0], key -> new ArrayList<>())
                        .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return new QueryParameters(values);
    }

    static String text(ApiResponse response) {
        var out = new ByteArrayOutputStream();
        try {
            ((ApiResponse.Document) response).content().writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(UTF_8);
    }

    static ObjectNode tree(ApiResponse response) {
        return Json.parseObject(text(response).getBytes(UTF_8));
    }

    static int code(ApiResponse response) {
        return ((ApiResponse.Document) response).code();
    }

    ObjectNode get(String path) {
        return tree(send(call("GET", path, "")));
    }

    ObjectNode post(String path, String body) {
        return tree(send(call("POST", path, body)));
    }

    ObjectNode put(String path, JsonNode body) {
        return tree(send(call("PUT", path, body.toString())));
    }

    ObjectNode merge(String path, String body) {
        return tree(send(call("PATCH", path, body).typed("application/merge-patch+json")));
    }

    ObjectNode delete(String path) {
        return tree(send(call("DELETE", path, "")));
    }

    /** The failure of a request that must fail. */
    ApiException failure(Call call) {
        try {
            send(call);
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError(call + " did not fail");
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
