package dev.kaptan.api.engine.token;

import com.nimbusds.jwt.JWTClaimsSet;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a token of a service account says (KEP-1205, KEP-4193).
 *
 * @param pod the Pod that the token dies with, null if there is none
 * @param secret the Secret that the token dies with, null if there is none
 * @param node the Pod's node, or the Node that the token dies with where there is no Pod
 */
public record TokenClaims(
        String id,
        String issuer,
        List<String> audiences,
        Instant issuedAt,
        Instant expiresAt,
        String namespace,
        Reference serviceAccount,
        @Nullable Reference pod,
        @Nullable Reference secret,
        @Nullable Reference node) {

    private static final String PRIVATE_CLAIM = "kubernetes.io";

    /** An object by name and uid. */
    public record Reference(String name, String uid) {

        Map<String, Object> toMap() {
            return Map.of("name", name, "uid", uid);
        }

        static @Nullable Reference of(@Nullable Object claim) {
            return claim instanceof Map<?, ?> map
                    ? new Reference(String.valueOf(map.get("name")), String.valueOf(map.get("uid")))
                    : null;
        }
    }

    String subject() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount.name();
    }

    JWTClaimsSet toJwt() {
        var kubernetes = new LinkedHashMap<String, Object>();
        kubernetes.put("namespace", namespace);
        putIfKnown(kubernetes, "node", node);
        putIfKnown(kubernetes, "pod", pod);
        putIfKnown(kubernetes, "secret", secret);
        kubernetes.put("serviceaccount", serviceAccount.toMap());
        return new JWTClaimsSet.Builder()
                .jwtID(id)
                .issuer(issuer)
                .audience(audiences)
                .issueTime(Date.from(issuedAt))
                .notBeforeTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .subject(subject())
                .claim(PRIVATE_CLAIM, kubernetes)
                .build();
    }

    private static void putIfKnown(
            Map<String, Object> claims, String name, @Nullable Reference reference) {
        if (reference != null) {
            claims.put(name, reference.toMap());
        }
    }

    /** Null where the claims are not those of a service account's token. */
    static @Nullable TokenClaims of(JWTClaimsSet jwt) {
        if (!(jwt.getClaim(PRIVATE_CLAIM) instanceof Map<?, ?> kubernetes)
                || !(kubernetes.get("namespace") instanceof String namespace)
                || jwt.getExpirationTime() == null) {
            return null;
        }
        Reference account = Reference.of(kubernetes.get("serviceaccount"));
        Date issued = jwt.getIssueTime() == null ? jwt.getExpirationTime() : jwt.getIssueTime();
        return account == null
                ? null
                : new TokenClaims(
                        String.valueOf(jwt.getJWTID()),
                        String.valueOf(jwt.getIssuer()),
                        jwt.getAudience(),
                        issued.toInstant(),
                        jwt.getExpirationTime().toInstant(),
                        namespace,
                        account,
                        Reference.of(kubernetes.get("pod")),
                        Reference.of(kubernetes.get("secret")),
                        Reference.of(kubernetes.get("node")));
    }
}
