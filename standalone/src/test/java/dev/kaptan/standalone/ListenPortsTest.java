package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

class ListenPortsTest {

    private static ClusterOptions options(int port, int stateMembers) {
        return new ClusterOptions(
                Path.of("data"), port, 2379, stateMembers, 1, "unix:///docker.sock", null);
    }

    /** Peers follow the API's port, clients that of the store: nine apart, they meet. */
    @Test
    void aPortThatTwoWouldListenOnIsNamedWithBoth() {
        var options = options(6452, 3);

        assertThatThrownBy(() -> ListenPorts.requireFree(options))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll(
                        "port 2389",
                        "peers of the state service (moved by --port)",
                        "the state service (moved by --state-port)");
    }

    /** A low port of the API moves the ports derived from it below zero. */
    @Test
    void aPortThatDoesNotExistIsNamed() {
        var options = options(3000, 1);

        assertThatThrownBy(() -> ListenPorts.requireFree(options))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll("metrics of the state service", "-1062", "another --port");
    }

    /** The first draw would have the scheduler listen where the state service does. */
    @Test
    void sparePortsAreDrawnUntilNoTwoMeet() {
        var draws = List.of(20_000, 23_816, 21_000, 26_000).iterator();
        RandomGenerator drawn =
                new RandomGenerator() {
                    @Override
                    public int nextInt(int origin, int bound) {
                        return draws.next();
                    }

                    @Override
                    public long nextLong() {
                        throw new UnsupportedOperationException();
                    }
                };
        var options = options(6443, 1);

        var spare = ListenPorts.onSparePorts(options, drawn);

        assertThat(List.of(spare.port(), spare.statePort())).containsExactly(21_000, 26_000);
    }
}
