package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class EtcdctlEndpointsTest {

    @Test
    void whatComesWithoutASchemeIsSecureWhereItCanBe() {
        var words = List.of("10.0.0.1:2379", "store:2379", "[::1]:2379");
        assertThat(EtcdctlEndpoints.of(words, true))
                .hasToString("[https://10.0.0.1:2379, https://store:2379, https://[::1]:2379]");
        assertThat(EtcdctlEndpoints.of(words, false))
                .hasToString("[http://10.0.0.1:2379, http://store:2379, http://[::1]:2379]");
    }

    @Test
    void aSchemeCountsAsItStands() {
        assertThat(EtcdctlEndpoints.of(List.of("http://a:1"), true)).hasToString("[http://a:1]");
    }
}
