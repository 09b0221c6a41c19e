package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class ListenPortsTest {

    /** Peers follow the API's port, clients that of the store: nine apart, they meet. */
    @Test
    void aPortThatTwoWouldListenOnIsNamedWithBoth() {
        var options =
                new ClusterOptions(Path.of("data"), 6452, 2379, 3, 1, "unix:///docker.sock", null);

        assertThatThrownBy(() -> ListenPorts.requireFree(options))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll(
                        "port 2389",
                        "peers of the state service (moved by --port)",
                        "the state service (moved by --state-port)");
    }
}
