package dev.kaptan.api.engine;

import static dev.kaptan.api.engine.TestServer.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.api.engine.auth.TokenAuthenticator.InvalidTokenException;
import dev.kaptan.api.model.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class TokenTest {

    private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource source = now::get;
    private final TestServer cluster = new TestServer(source.withZone(ZoneOffset.UTC));
    private ObjectNode account;

    @BeforeEach
    void account() {
        account = cluster.post(ACCOUNTS, "{\"metadata\":{\"name\":\"default\"}}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private ObjectNode pod(String name) {
        return cluster.post(
                PODS,
                "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"busybox:1.36\"}]}}"
                        .formatted(name));
    }

    private String token(String spec) {
        var answer = cluster.post(ACCOUNTS + "/default/token", "{\"spec\":{" + spec + "}}");
        return Json.text(answer, "status", "token");
    }

    private String userOf(String token, String... audiences) {
        var identity =
                cluster.server.serviceAccountTokens().authenticate(token, List.of(audiences));
        return identity == null ? "nobody" : identity.user().name();
    }

    @Test
    void issuesTokensThatItVerifies() {
        String token = token("");
        var identity = cluster.server.serviceAccountTokens().authenticate(token, List.of());
        assertThat(identity.user().name()).isEqualTo("system:serviceaccount:default:default");
        assertThat(identity.user().uid()).isEqualTo(Json.text(account, "metadata", "uid"));
        assertThat(identity.user().groups())
                .contains("system:serviceaccounts", "system:serviceaccounts:default");
    }

    @Test
    void leavesForeignTokensToOthers() {
        assertThat(userOf("static-token")).isEqualTo("nobody");
        assertThat(userOf("a.b.c")).isEqualTo("nobody");
    }

    @Test
    void refusesForgedAndExpiredTokens() {
        String token = token("");
        int dot = token.lastIndexOf('.');
        String forged = token.substring(0, dot + 1) + "A".repeat(token.length() - dot - 1);
        assertThatThrownBy(() -> userOf(forged)).isInstanceOf(InvalidTokenException.class);
        now.set(now.get().plus(Duration.ofMinutes(61)));
        assertThatThrownBy(() -> userOf(token))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void refusesOtherAudiences() {
        String token = token("\"audiences\":[\"vault\"]");
        assertThat(userOf(token, "vault")).isEqualTo("system:serviceaccount:default:default");
        assertThatThrownBy(() -> userOf(token)).hasMessageContaining("audience");
    }

    @Test
    void bindsTokensToPods() {
        ObjectNode pod = pod("p");
        String bound =
                token(
                        "\"boundObjectRef\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"name\":\"p\",\"uid\":\"%s\"}"
                                .formatted(Json.text(pod, "metadata", "uid")));
        assertThat(userOf(bound)).isEqualTo("system:serviceaccount:default:default");
        cluster.delete(PODS + "/p");
        assertThatThrownBy(() -> userOf(bound)).hasMessageContaining("pods \"p\"");
        pod("p");
        assertThatThrownBy(() -> userOf(bound)).hasMessageContaining("pods \"p\"");
    }

    @Test
    void forgetsTokensOfDeletedAccounts() {
        String token = token("");
        cluster.delete(ACCOUNTS + "/default");
        assertThatThrownBy(() -> userOf(token)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void refusesTokensForPodsOfOtherAccounts() {
        cluster.post(ACCOUNTS, "{\"metadata\":{\"name\":\"other\"}}");
        pod("p");
        var failure =
                cluster.failure(
                        call(
                                "POST",
                                ACCOUNTS + "/other/token",
                                "{\"spec\":{\"boundObjectRef\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"name\":\"p\"}}}"));
        assertThat(failure.code()).isEqualTo(400);
        assertThat(failure.getMessage()).contains("different serviceaccount name");
    }

    @Test
    void refusesLivesThatAreTooShort() {
        var failure =
                cluster.failure(
                        call(
                                "POST",
                                ACCOUNTS + "/default/token",
                                "{\"spec\":{\"expirationSeconds\":10}}"));
        assertThat(failure.code()).isEqualTo(422);
        assertThat(failure.getMessage())
                .contains("may not specify a duration less than 10 minutes");
    }

    @Test
    void reviewsTokens() {
        String path = "/apis/authentication.k8s.io/v1/tokenreviews";
        var good = cluster.post(path, "{\"spec\":{\"token\":\"" + token("") + "\"}}");
        assertThat(Json.at(good, "status", "authenticated").asBoolean()).isTrue();
        assertThat(Json.text(good, "status", "user", "username"))
                .isEqualTo("system:serviceaccount:default:default");
        var bad = cluster.post(path, "{\"spec\":{\"token\":\"nonsense\"}}");
        assertThat(Json.at(bad, "status", "authenticated").asBoolean(false)).isFalse();
    }

    @Test
    void usesItsClock() {
        assertThat(Json.text(account, "metadata", "creationTimestamp"))
                .isEqualTo(Clock.fixed(now.get(), ZoneOffset.UTC).instant().toString());
    }
}
