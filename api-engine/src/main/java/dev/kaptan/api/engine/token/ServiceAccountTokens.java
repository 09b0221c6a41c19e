package dev.kaptan.api.engine.token;

import com.nimbusds.jwt.SignedJWT;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.token.TokenClaims.Reference;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs tokens and verifies them, with everything that they are bound to. */
public final class ServiceAccountTokens implements TokenAuthenticator {

    /** How long a token outlives the end of its Pod's grace period, as upstream allows. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final String EXTRA = "authentication.kubernetes.io/";

    private final Resources resources;
    private final TokenKeys keys;
    private final String issuer;
    private final Clock clock;

    public ServiceAccountTokens(Resources resources, TokenKeys keys, String issuer, Clock clock) {
        this.resources = resources;
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The {@code iss} claim, and the audience where none is asked for. */
    public String issuer() {
        return issuer;
    }

    public String sign(TokenClaims claims) {
        return keys.sign(claims.toJwt());
    }

    @Override
    public @Nullable Identity authenticate(String token, List<String> audiences) {
        TokenClaims claims = claims(token);
        if (claims == null) {
            return null;
        }
        requireInTime(claims);
        List<String> meant = meant(claims, audiences.isEmpty() ? List.of(issuer) : audiences);
        requireLiving(claims);
        return new Identity(user(claims), meant);
    }

    private @Nullable TokenClaims claims(String token) {
        SignedJWT jwt = TokenKeys.parse(token);
        try {
            if (jwt == null || !issuer.equals(jwt.getJWTClaimsSet().getIssuer())) {
                return null;
            }
            if (!keys.signed(jwt)) {
                throw new InvalidTokenException("invalid signature");
            }
            return TokenClaims.of(jwt.getJWTClaimsSet());
        } catch (ParseException e) {
            return null;
        }
    }

    private void requireInTime(TokenClaims claims) {
        Instant now = clock.instant();
        if (!claims.expiresAt().isAfter(now)) {
            throw new InvalidTokenException("service account token has expired");
        }
        if (claims.issuedAt().isAfter(now.plus(LEEWAY))) {
            throw new InvalidTokenException("service account token is not valid yet");
        }
    }

    private static List<String> meant(TokenClaims claims, List<String> wanted) {
        List<String> meant = wanted.stream().filter(claims.audiences()::contains).toList();
        if (meant.isEmpty()) {
            throw new InvalidTokenException(
                    "token audiences %s is invalid for the target audiences %s"
                            .formatted(claims.audiences(), wanted));
        }
        return meant;
    }

    private void requireLiving(TokenClaims claims) {
        String namespace = claims.namespace();
        require("serviceaccounts", namespace, claims.serviceAccount());
        if (claims.secret() != null) {
            require("secrets", namespace, claims.secret());
        }
        if (claims.pod() != null) {
            require("pods", namespace, claims.pod());
        } else if (claims.node() != null) {
            require("nodes", "", claims.node());
        }
    }

    private void require(String plural, String namespace, Reference reference) {
        Resource resource = resources.require("", "v1", plural);
        Stored stored = resource.base(resource.key(namespace, reference.name()));
        if (stored == null || !Meta.uid(stored.object()).equals(reference.uid())) {
            throw new InvalidTokenException(
                    "%s \"%s\" that the token is bound to is gone"
                            .formatted(plural, reference.name()));
        }
        Instant deletion = Meta.time(stored.object(), "deletionTimestamp");
        if (deletion != null && clock.instant().isAfter(deletion.plus(LEEWAY))) {
            throw new InvalidTokenException(
                    "%s \"%s\" that the token is bound to has been deleted"
                            .formatted(plural, reference.name()));
        }
    }

    private static User user(TokenClaims claims) {
        var extra = new LinkedHashMap<String, List<String>>();
        extra.put(EXTRA + "credential-id", List.of("JTI=" + claims.id()));
        putIfKnown(extra, "node", claims.node());
        putIfKnown(extra, "pod", claims.pod());
        return new User(
                claims.subject(),
                claims.serviceAccount().uid(),
                List.of(
                        "system:serviceaccounts",
                        "system:serviceaccounts:" + claims.namespace(),
                        User.AUTHENTICATED_GROUP),
                extra);
    }

    private static void putIfKnown(
            Map<String, List<String>> extra, String kind, @Nullable Reference reference) {
        if (reference != null) {
            extra.put(EXTRA + kind + "-name", List.of(reference.name()));
            extra.put(EXTRA + kind + "-uid", List.of(reference.uid()));
        }
    }
}
