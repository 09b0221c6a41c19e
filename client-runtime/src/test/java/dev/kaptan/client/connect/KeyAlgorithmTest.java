package dev.kaptan.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.security.KeyPairGenerator;
import java.util.Base64;

class KeyAlgorithmTest {
    private static String pkcs8(String algorithm, int size) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        var key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void tellsKeysApartThatLookAlike() throws Exception {
        assertThat(KeyAlgorithm.of(pkcs8("EC", 256))).isEqualTo("EC");
        assertThat(KeyAlgorithm.of(pkcs8("RSA", 2048))).isEqualTo("RSA");
    }

    @Test
    void believesTheOlderHeaders() {
        assertThat(KeyAlgorithm.of("-----BEGIN EC PRIVATE KEY-----")).isEqualTo("EC");
        assertThat(KeyAlgorithm.of("-----BEGIN RSA PRIVATE KEY-----")).isEqualTo("RSA");
    }
}
