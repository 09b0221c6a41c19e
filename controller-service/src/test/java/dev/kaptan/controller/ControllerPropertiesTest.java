package dev.kaptan.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class ControllerPropertiesTest {
    private static ControllerProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("kaptan.controller", ControllerProperties.class);
    }

    @Test
    void defaultsAreThese() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new ControllerProperties(
                                "10.244.0.0/16", null, 48, Duration.ofSeconds(50), 12500, true));
    }

    @Test
    void aBadRangeIsNamed() {
        assertThatThrownBy(() -> bind(Map.of("kaptan.controller.cluster-cidr", "ten")))
                .hasStackTraceContaining("kaptan.controller.cluster-cidr: 'ten' is no IPv4 range");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() ->
                        new ControllerProperties(
                                "10.0.0.0/16",
                                Path.of("/nowhere/ca.crt"),
                                1,
                                Duration.ofSeconds(50),
                                1,
                                true))
                .hasMessageContaining("kaptan.controller.root-ca: /nowhere/ca.crt cannot be read");
    }
}
