package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.authorization.Authorizer.Decision;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.status.ApiException;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;

import java.util.function.Supplier;

/** Asks the engine's authorizer; a refusal carries the Status that tells the user why. */
final class Access {

    private final Supplier<Authorizer> authorizer;

    Access(Supplier<Authorizer> authorizer) {
        this.authorizer = authorizer;
    }

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    /** A refusal, with the Status to send. */
    record Refusal(ApiException status) implements AuthorizationResult {
        @Override
        public boolean isGranted() {
            return false;
        }
    }

    AuthorizationResult decide(User user, RequestInfo request) {
        return switch (authorizer.get().authorize(user, request)) {
            case Decision.Allowed(var reason) -> GRANTED;
            case Decision.Denied(var reason) -> new Refusal(refused(user, request, reason));
            case Decision.NoOpinion(var reason) -> new Refusal(refused(user, request, reason));
        };
    }

    private static ApiException refused(User user, RequestInfo request, String reason) {
        if (!request.resourceRequest()) {
            return ApiException.pathDenied(user.name(), request.verb(), request.path(), reason);
        }
        var access =
                new ApiException.Access(
                        request.verb(),
                        request.apiGroup(),
                        request.resource(),
                        request.subresource(),
                        request.namespace(),
                        request.name());
        return ApiException.accessDenied(user.name(), access, reason);
    }
}
