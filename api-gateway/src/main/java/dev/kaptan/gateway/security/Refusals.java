package dev.kaptan.gateway.security;

import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.gateway.http.StatusWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;

import java.io.IOException;

/** Writes Spring Security's two refusals as Statuses: 401 and 403. */
final class Refusals {

    private Refusals() {}

    static void unauthorized(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        StatusWriter.write(ApiException.unauthorized(), request, response);
    }

    static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        if (cause instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof Access.Refusal refusal) {
            StatusWriter.write(refusal.status(), request, response);
            return;
        }
        throw new IllegalStateException("only our own authorization refuses access", cause);
    }
}
