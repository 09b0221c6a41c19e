package dev.kaptan.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @Test
    void readsAndWritesTheUsualNotation() {
        assertThat(Cidr.parse("10.244.0.0/16")).hasToString("10.244.0.0/16");
        assertThat(Cidr.parse("255.0.0.0/8").gateway()).hasToString("255.0.0.1");
    }

    @Test
    void knowsWhatBelongsToIt() {
        Cidr cluster = Cidr.parse("10.244.0.0/16");
        assertThat(cluster.contains(Cidr.parse("10.244.7.0/24"))).isTrue();
        assertThat(cluster.contains(Cidr.parse("10.245.0.0/24"))).isFalse();
        assertThat(cluster.contains(Cidr.parse("10.0.0.0/8"))).isFalse();
        assertThat(cluster.contains(Ipv4.parse("10.244.255.255"))).isTrue();
        assertThat(cluster.contains(Ipv4.parse("10.245.0.0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.244.0.0", "10.244.0.0/", "10.244.0.0/33", "10.244.0.0/7", "10.244.0.1/16",
                "10.244.0/16", "10.244.0.0.0/16", "10.244.0.256/24", "10.244.-1.0/24", "a.b.c.d/8",
                "", "/16", "10.244.0.0/16/16", "fd00::/64"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
