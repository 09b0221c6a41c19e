package dev.kaptan.gateway;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.discovery.HealthCheck;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.model.status.ApiException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An engine that answers by path, for what the real one cannot be made to do on demand. It grants
 * everything to {@code system:masters} and what was {@link #grant}ed to others.
 */
final class ScriptedEngine implements ApiServer {

    private final Map<String, Function<ApiRequest, ApiResponse>> answers =
            new ConcurrentHashMap<>();
    private final Map<String, Boolean> granted = new ConcurrentHashMap<>();

    void on(String path, Function<ApiRequest, ApiResponse> answer) {
        answers.put(path, answer);
    }

    /** For example {@code alice get pods web}; names may be empty. */
    void grant(String user, String verb, String resource, String name) {
        granted.put(String.join(" ", user, verb, resource, name), true);
    }

    static ApiResponse.Document text(String text) {
        return document("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static ApiResponse.Document document(String type, byte[] bytes) {
        return new ApiResponse.Document(
                200, type, ApiResponse.Content.of(bytes), List.of(), Map.of());
    }

    @Override
    public ApiResponse serve(ApiRequest request) {
        var answer = answers.get(request.info().path());
        if (answer == null) {
            throw ApiException.unknownPath();
        }
        return answer.apply(request);
    }

    @Override
    public Authorizer authorizer() {
        return (user, request) -> {
            var key =
                    String.join(
                            " ", user.name(), request.verb(), request.resource(), request.name());
            return user.groups().contains(User.MASTERS_GROUP) || granted.containsKey(key)
                    ? new Authorizer.Decision.Allowed("")
                    : new Authorizer.Decision.NoOpinion("");
        };
    }

    @Override
    public TokenAuthenticator serviceAccountTokens() {
        return (token, audiences) -> {
            if (token.equals("expired")) {
                throw new TokenAuthenticator.InvalidTokenException("token has expired");
            }
            return null;
        };
    }

    @Override
    public List<HealthCheck> readiness() {
        return List.of();
    }

    @Override
    public void close() {}
}
