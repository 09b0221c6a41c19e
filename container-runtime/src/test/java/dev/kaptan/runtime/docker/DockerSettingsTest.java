package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.runtime.address.Cidr;
import dev.kaptan.runtime.docker.http.EngineAddress;
import dev.kaptan.runtime.docker.network.NetworkSettings;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class DockerSettingsTest {

    private static final String SOCKET = "unix:///var/run/docker.sock";

    @Test
    void pinsTheUsualSettings() {
        assertThat(DockerSettings.of("node-1", SOCKET, "kaptan", "10.244.0.0/16"))
                .isEqualTo(
                        new DockerSettings(
                                "node-1",
                                new EngineAddress(SOCKET),
                                new NetworkSettings.Shared("kaptan", Cidr.parse("10.244.0.0/16")),
                                new LogRotation("10m", 5),
                                Duration.ofSeconds(60),
                                16,
                                4));
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> DockerSettings.of(" ", SOCKET, "kaptan", "10.244.0.0/16"))
                .hasMessage("node must not be blank");
        assertThatThrownBy(() -> DockerSettings.of("n", SOCKET, "a b", "10.244.0.0/16"))
                .hasMessage("network name must be a plain word, is a b");
        assertThatThrownBy(() -> new LogRotation("10 MB", 5))
                .hasMessage("maxSize must be like 10m, is 10 MB");
        assertThatThrownBy(() -> new LogRotation("10m", 0))
                .hasMessage("maxFiles must be positive, is 0");
    }
}
