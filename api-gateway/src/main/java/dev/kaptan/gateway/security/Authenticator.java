package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;

import jakarta.servlet.http.HttpServletRequest;

/** Tells who sent a request by one kind of credentials. */
@FunctionalInterface
interface Authenticator {

    Verdict authenticate(HttpServletRequest request);

    /** What the credentials of a request are worth. */
    sealed interface Verdict {
        record Authenticated(User user) implements Verdict {}

        /** The request carries no credentials of this kind. */
        record Absent() implements Verdict {}

        /** It carries some, and they do not hold; the reason is for the log, not for the client. */
        record Refused(String reason) implements Verdict {}
    }
}
