package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

class ClusterOptionsTest {

    private static ClusterOptions options(int port, int statePort, int nodes) {
        return new ClusterOptions(
                Path.of("data"), port, statePort, 1, nodes, "unix:///docker.sock", null);
    }

    @Test
    void theUsualPortsAreUpstreams() {
        var options = options(6443, 2379, 1);

        assertThat(List.of(options.agentPort(0), options.shifted(10257), options.shifted(10259)))
                .containsExactly(10250, 10257, 10259);
        assertThat(options.nodeNames()).containsExactly("node-1");
    }

    @Test
    void noTwoListenersOfAClusterShareAPort() {
        var options = options(6443, 2379, 50);
        var ports = new HashSet<>(List.of(6443, 2379, 2381, 10257, 10259));
        IntStream.range(0, 50).map(options::agentPort).forEach(ports::add);

        assertThat(ports).hasSize(55);
    }

    @Test
    void badValuesAreNamedWithTheirOption() {
        assertThatThrownBy(() -> options(0, 2379, 1)).hasMessageContaining("--port");
        assertThatThrownBy(() -> options(6443, 70000, 1)).hasMessageContaining("--state-port");
        assertThatThrownBy(() -> options(6443, 2379, 0)).hasMessageContaining("--nodes");
    }
}
