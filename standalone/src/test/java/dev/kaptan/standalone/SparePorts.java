package dev.kaptan.standalone;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports at which a test may start a cluster: those it derives from these are free as well.
 *
 * @param api for {@code --port}
 * @param state for {@code --state-port}
 */
public record SparePorts(int api, int state) {

    private static final int MOST_STATE_MEMBERS = 5;

    public static SparePorts find(int nodes) {
        var options =
                new ClusterOptions(
                        Path.of("unused"),
                        ClusterOptions.DEFAULT_PORT,
                        ClusterOptions.DEFAULT_STATE_PORT,
                        MOST_STATE_MEMBERS,
                        nodes,
                        "unused",
                        null);
        var spare = ListenPorts.onSparePorts(options, ThreadLocalRandom.current());
        return new SparePorts(spare.port(), spare.statePort());
    }
}
