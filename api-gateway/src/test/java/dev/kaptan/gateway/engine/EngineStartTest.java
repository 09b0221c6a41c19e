package dev.kaptan.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.request.RequestInfos;
import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.api.model.status.ApiException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class EngineStartTest {

    private static ApiRequest request(String path) {
        return new ApiRequest(
                "GET",
                RequestInfos.parse("GET", path, QueryParameters.NONE),
                QueryParameters.NONE,
                "*/*",
                "",
                "",
                User.anonymous(),
                ApiRequest.Body.NONE);
    }

    private static int code(ApiServer server, String path) {
        return ((ApiResponse.Document) server.serve(request(path))).code();
    }

    @Test
    void livesAndIsNotReadyUntilTheStoreAnswers() {
        try (var start = new EngineStart(port -> failing())) {
            assertThat(code(start.get(), "/livez")).isEqualTo(200);
            assertThat(code(start.get(), "/readyz")).isEqualTo(500);
            assertThatThrownBy(() -> start.get().serve(request("/api/v1/pods")))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(503));
            assertThat(start.running()).isFalse();
        }
    }

    private static ApiServer failing() {
        throw StoreException.unavailable("nobody there", new IllegalStateException());
    }

    @Test
    void showsHealthAndNothingElseToAnybodyBeforeItRuns() {
        try (var start = new EngineStart(port -> failing())) {
            var authorizer = start.get().authorizer();
            assertThat(authorizer.authorize(User.anonymous(), request("/livez").info()))
                    .isInstanceOf(
                            dev.kaptan.api.engine.authorization.Authorizer.Decision.Allowed.class);
            var admin = User.of("admin", User.MASTERS_GROUP);
            assertThatThrownBy(() -> authorizer.authorize(admin, request("/metrics").info()))
                    .isInstanceOf(ApiException.class);
        }
    }

    @Test
    void triesAgainUntilTheStoreAnswers() throws Exception {
        var attempts = new AtomicInteger();
        var third = new CountDownLatch(3);
        var running = new StartingApiServer("stands in for a running one");
        try (var start =
                new EngineStart(port -> {
                    third.countDown();
                    return attempts.incrementAndGet() < 3 ? failing() : running;
                })) {
            start.begin(6443);
            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (start.get() != running && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(start.get()).isSameAs(running);
        }
    }
}
