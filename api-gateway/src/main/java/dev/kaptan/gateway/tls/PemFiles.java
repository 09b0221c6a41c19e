package dev.kaptan.gateway.tls;

import org.springframework.boot.ssl.pem.PemContent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads keys and certificates; every failure names the file. */
public final class PemFiles {

    private static final Pattern PUBLIC_KEY =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

    private PemFiles() {}

    public static List<X509Certificate> certificates(Path file) {
        try {
            var found = PemContent.load(file).getCertificates();
            if (found == null || found.isEmpty()) {
                throw new IllegalArgumentException("no certificate in " + file);
            }
            return found;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("cannot read the certificates in " + file, e);
        }
    }

    public static PrivateKey privateKey(Path file) {
        try {
            var found = PemContent.load(file).getPrivateKey();
            if (found == null) {
                throw new IllegalArgumentException("no private key in " + file);
            }
            return found;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("cannot read the private key in " + file, e);
        }
    }

    /** An EC or RSA key in {@code BEGIN PUBLIC KEY} form. */
    public static PublicKey publicKey(Path file) {
        var matcher = PUBLIC_KEY.matcher(text(file));
        if (!matcher.find()) {
            throw new IllegalArgumentException("no public key in " + file);
        }
        var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (var algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(spec);
            } catch (InvalidKeySpecException e) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("the public key in " + file + " is neither EC nor RSA");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
