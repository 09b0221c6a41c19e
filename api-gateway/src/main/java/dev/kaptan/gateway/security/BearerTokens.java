package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.TokenAuthenticator.InvalidTokenException;
import dev.kaptan.gateway.http.WebSocketProtocols;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Bearer tokens, of the Authorization header or, from browsers, of a WebSocket subprotocol. */
final class BearerTokens implements Authenticator {

    private static final String SCHEME = "bearer ";

    private final List<TokenAuthenticator> authenticators;

    /**
     * @param authenticators asked in turn until one knows the token
     */
    BearerTokens(List<TokenAuthenticator> authenticators) {
        this.authenticators = List.copyOf(authenticators);
    }

    @Override
    public Verdict authenticate(HttpServletRequest request) {
        var token = token(request);
        return token == null ? new Verdict.Absent() : verify(token);
    }

    private Verdict verify(String token) {
        try {
            for (var authenticator : authenticators) {
                var identity = authenticator.authenticate(token, List.of());
                if (identity != null) {
                    return new Verdict.Authenticated(identity.user());
                }
            }
            return new Verdict.Refused("unknown bearer token");
        } catch (InvalidTokenException e) {
            return new Verdict.Refused("bearer token: " + e.getMessage());
        }
    }

    private static @Nullable String token(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            var token = header.substring(SCHEME.length()).strip();
            return token.isEmpty() ? null : token;
        }
        return WebSocketProtocols.upgradeAsked(request)
                ? WebSocketProtocols.bearerToken(request).orElse(null)
                : null;
    }
}
