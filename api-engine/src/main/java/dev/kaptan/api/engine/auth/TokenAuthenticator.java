package dev.kaptan.api.engine.auth;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Tells whose bearer token it is. Implementations of a union answer null for tokens not theirs. */
@FunctionalInterface
public interface TokenAuthenticator {

    /**
     * Verifies a token.
     *
     * @param audiences whom the token must be meant for, one of them at least; empty: this API
     *     server
     * @return null where the token is not one of this authenticator's
     * @throws InvalidTokenException where it is one of this authenticator's and does not hold
     */
    @Nullable Identity authenticate(String token, List<String> audiences);

    /**
     * Whose token it is.
     *
     * @param audiences those asked for that the token is meant for
     */
    record Identity(User user, List<String> audiences) {
        public Identity {
            audiences = List.copyOf(audiences);
        }
    }

    /** A token that is forged, expired, or bound to something that is gone. */
    final class InvalidTokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public InvalidTokenException(String message) {
            super(message, null, false, false);
        }
    }
}
