package dev.kaptan.runtime.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"unix:///var/run/docker.sock", "tcp://127.0.0.1:2375"})
    void acceptsSocketsOfBothKinds(String uri) {
        assertThat(new EngineAddress(uri)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/run/docker.sock",
                "unix://docker.sock",
                "tcp://host",
                "ssh://host:22",
                "npipe:////./pipe/docker"
            })
    void saysWhatAnAddressMustBe(String uri) {
        assertThatThrownBy(() -> new EngineAddress(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine address must be unix:///path or tcp://host:port, is " + uri);
    }
}
