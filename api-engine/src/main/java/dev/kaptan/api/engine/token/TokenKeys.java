package dev.kaptan.api.engine.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/** One pair of keys; its type alone decides the algorithm, never the token's header. */
public final class TokenKeys {

    private final JWSHeader header;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final JWK jwk;

    /**
     * @throws IllegalArgumentException where the keys are neither EC P-256 nor RSA
     */
    public TokenKeys(PrivateKey signing, PublicKey verification) {
        String id = keyId(verification);
        try {
            if (verification instanceof ECPublicKey ec && signing instanceof ECPrivateKey own) {
                header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id).build();
                signer = new ECDSASigner(own);
                verifier = new ECDSAVerifier(ec);
                jwk =
                        new ECKey.Builder(Curve.P_256, ec)
                                .keyID(id)
                                .algorithm(JWSAlgorithm.ES256)
                                .keyUse(KeyUse.SIGNATURE)
                                .build();
            } else if (verification instanceof RSAPublicKey rsa) {
                header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
                signer = new RSASSASigner(signing);
                verifier = new RSASSAVerifier(rsa);
                jwk =
                        new RSAKey.Builder(rsa)
                                .keyID(id)
                                .algorithm(JWSAlgorithm.RS256)
                                .keyUse(KeyUse.SIGNATURE)
                                .build();
            } else {
                throw new IllegalArgumentException(
                        "keys of service accounts must be EC P-256 or RSA, not "
                                + verification.getAlgorithm());
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "keys of service accounts must be EC P-256 or RSA: " + e.getMessage(), e);
        }
    }

    /** Upstream's key id: base64 of the SHA-256 of the key's DER form. */
    private static String keyId(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the token could not be signed", e);
        }
        return jwt.serialize();
    }

    /** The claims of a token, null where it is no JWT. */
    static @Nullable SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            return null;
        }
    }

    boolean signed(SignedJWT jwt) {
        try {
            return jwt.getHeader().getAlgorithm().equals(header.getAlgorithm())
                    && jwt.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    /** The public half, for {@code /openid/v1/jwks}. */
    public Map<String, Object> toJwk() {
        return jwk.toPublicJWK().toJSONObject();
    }

    public String algorithm() {
        return header.getAlgorithm().getName();
    }
}
