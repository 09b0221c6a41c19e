package dev.kaptan.client.connect;

import io.fabric8.kubernetes.client.Config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Finds out what kind of key a client has, because fabric8 takes every PKCS#8 key for RSA unless it
 * is told.
 */
final class KeyAlgorithm {
    private KeyAlgorithm() {}

    /** {@code EC} or {@code RSA}; null without a key. */
    static @Nullable String of(Config config) throws IOException {
        var pem = pem(config);
        return pem == null ? null : of(pem);
    }

    private static @Nullable String pem(Config config) throws IOException {
        var data = config.getClientKeyData();
        if (data != null) {
            return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
        }
        var file = config.getClientKeyFile();
        return file == null ? null : Files.readString(Path.of(file));
    }

    static String of(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return "EC";
        }
        return pem.contains("BEGIN PRIVATE KEY") && isEllipticCurve(pem) ? "EC" : "RSA";
    }

    private static boolean isEllipticCurve(String pem) {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        try {
            KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }
}
