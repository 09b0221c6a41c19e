package dev.kaptan.client.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.client.connect.Credentials;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class ClientPropertiesTest {
    private static final Path FILE = Path.of("file");

    @Test
    void aKubeconfigStandsAlone() {
        var properties = new ClientProperties(FILE, null, null, null, null, null);
        assertThat(properties.credentials()).isEqualTo(new Credentials.Kubeconfig(FILE));
        assertThatThrownBy(() -> new ClientProperties(FILE, "https://h", null, null, null, null))
                .hasMessageContaining("not both");
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> new ClientProperties(null, "https://h", null, FILE, null, null))
                .hasMessageContaining("kaptan.client.key");
    }
}
