package dev.kaptan.standalone.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/** Credentials that a cluster's own authority and key vouch for, of other times. */
public record TestCredentials(Path dataDirectory) {

    /** A service account token that ends at another time. */
    public String resigned(String token, Instant expiry) throws Exception {
        var parts = token.split("\\.");
        var claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
                        .replaceFirst("\"exp\":\\d+", "\"exp\":" + expiry.getEpochSecond());
        var signed = parts[0] + "." + base64(claims.getBytes(UTF_8));
        return signed + "." + base64(signature(signed));
    }

    /** RFC 7518, section 3.4: ES256. */
    private byte[] signature(String text) throws GeneralSecurityException, IOException {
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(PemFiles.readKey(dataDirectory.resolve("pki/sa.key")));
        signature.update(text.getBytes(UTF_8));
        return signature.sign();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The kubeconfig of an administrator whose certificate ends at another time. */
    public Path admin(Path folder, String server, Instant expiry) throws IOException {
        Files.createDirectories(folder.resolve("pki"));
        for (var name : List.of("pki/ca.crt", "pki/ca.key")) {
            Files.copy(dataDirectory.resolve(name), folder.resolve(name));
        }
        var begin = Clock.fixed(expiry.minus(Authority.LEAF_LIFE), ZoneOffset.UTC);
        var pki = new ClusterPki(folder, begin);
        pki.ensure(new Subjects(server, server, List.of(), "10.96.0.1", List.of()));
        return pki.kubeconfig("kubeconfig");
    }
}
