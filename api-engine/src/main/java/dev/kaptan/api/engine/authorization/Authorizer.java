package dev.kaptan.api.engine.authorization;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.request.RequestInfo;

/** Decides whether a user may do what a request asks for. Implementations answer from memory. */
@FunctionalInterface
public interface Authorizer {

    Decision authorize(User user, RequestInfo request);

    /** The outcome; {@code NoOpinion} of every authorizer of a union means denied. */
    sealed interface Decision {
        record Allowed(String reason) implements Decision {}

        record Denied(String reason) implements Decision {}

        record NoOpinion(String reason) implements Decision {}
    }
}
