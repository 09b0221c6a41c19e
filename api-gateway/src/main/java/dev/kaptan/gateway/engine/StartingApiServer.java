package dev.kaptan.gateway.engine;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.discovery.HealthCheck;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.status.ApiException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for the engine while the store does not answer: it lives, it is not ready, and
 * everything else is asked to come back.
 */
final class StartingApiServer implements ApiServer {

    private static final Set<String> HEALTH = Set.of("livez", "healthz", "readyz");

    private final String reason;

    StartingApiServer(String reason) {
        this.reason = reason;
    }

    @Override
    public ApiResponse serve(ApiRequest request) {
        return switch (firstSegment(request.info())) {
            case "livez" -> text(200, "ok");
            case "healthz", "readyz" -> text(500, "[-]engine failed: " + reason + "\n");
            default -> throw unavailable();
        };
    }

    @Override
    public Authorizer authorizer() {
        return (user, request) -> {
            if (HEALTH.contains(firstSegment(request))) {
                return new Authorizer.Decision.Allowed("health is public");
            }
            throw unavailable();
        };
    }

    @Override
    public TokenAuthenticator serviceAccountTokens() {
        return (token, audiences) -> null;
    }

    @Override
    public List<HealthCheck> readiness() {
        return List.of(new HealthCheck("engine", reason));
    }

    @Override
    public void close() {}

    private ApiException unavailable() {
        return ApiException.serviceUnavailable("the API server is starting: " + reason);
    }

    private static String firstSegment(RequestInfo request) {
        var parts = request.path().split("/", 3);
        return parts.length < 2 ? "" : parts[1];
    }

    private static ApiResponse text(int code, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ApiResponse.Document(
                code,
                "text/plain; charset=utf-8",
                ApiResponse.Content.of(bytes),
                List.of(),
                Map.of());
    }
}
