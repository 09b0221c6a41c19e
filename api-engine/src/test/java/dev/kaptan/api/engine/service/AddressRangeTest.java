package dev.kaptan.api.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @Test
    void countsWithoutNetworkAndBroadcast() {
        var range = AddressRange.parse("10.96.0.7/24");
        assertThat(range.size()).isEqualTo(254);
        assertThat(range.at(0)).isEqualTo("10.96.0.1");
        assertThat(range.at(253)).isEqualTo("10.96.0.254");
        assertThat(range).hasToString("10.96.0.0/24");
    }

    @Test
    void knowsItsOwn() {
        var range = AddressRange.parse("10.96.0.0/16");
        assertThat(range.contains("10.96.255.254")).isTrue();
        assertThat(range.contains("10.96.0.0")).isFalse();
        assertThat(range.contains("10.96.255.255")).isFalse();
        assertThat(range.contains("10.97.0.1")).isFalse();
        assertThat(range.contains("10.96.0.999")).isFalse();
        assertThat(range.contains("nonsense")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.96.0.0", "10.96.0.0/", "10.96.0.0/31", "10.96.0.0/8", "x/16"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service range");
    }
}
