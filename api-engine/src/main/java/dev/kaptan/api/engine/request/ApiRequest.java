package dev.kaptan.api.engine.request;

import dev.kaptan.api.engine.auth.User;

/**
 * One request to the API server, after authentication. Nothing in it but {@code user} is trusted.
 *
 * @param method the HTTP method, upper-case
 * @param query decoded query parameters
 * @param accept the Accept header, {@code *}{@code /*} where the client sent none
 * @param contentType the Content-Type header, empty where the client sent none
 * @param userAgent the User-Agent header, empty where the client sent none
 */
public record ApiRequest(
        String method,
        RequestInfo info,
        QueryParameters query,
        String accept,
        String contentType,
        String userAgent,
        User user,
        Body body) {

    /** The request's body, read at most once and only by verbs that have one. */
    @FunctionalInterface
    public interface Body {
        Body NONE = () -> new byte[0];

        /**
         * Reads the whole body.
         *
         * @throws dev.kaptan.api.model.status.ApiException {@code RequestEntityTooLarge} over 3 MiB
         */
        byte[] read();
    }
}
