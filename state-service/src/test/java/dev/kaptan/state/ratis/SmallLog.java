package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A log of one member in small files, for tests. */
public final class SmallLog {

    /** Of one file of the log. */
    public static final long SEGMENT_BYTES = 1 << 20;

    /** No test appends as much: none but the snapshots that it asks for. */
    static final long NO_SNAPSHOTS = 1 << 30;

    private SmallLog() {}

    /**
     * @param snapshotBytes appended since the last snapshot after which the next one is due
     */
    public static <R> RatisLog<R> open(
            Path directory, long snapshotBytes, ReplicatedMachine<R> machine) throws IOException {
        return open(directory, "test", snapshotBytes, machine);
    }

    static <R> RatisLog<R> open(
            Path directory, String clusterToken, long snapshotBytes, ReplicatedMachine<R> machine)
            throws IOException {
        return open(directory, clusterToken, snapshotBytes, Duration.ofSeconds(20), machine);
    }

    static <R> RatisLog<R> open(
            Path directory,
            String clusterToken,
            long snapshotBytes,
            Duration requestTimeout,
            ReplicatedMachine<R> machine)
            throws IOException {
        return new RatisLog<>(
                new RatisSettings(
                        directory,
                        clusterToken,
                        "one",
                        List.of(new RatisSettings.Peer("one", "localhost:0")),
                        SEGMENT_BYTES,
                        snapshotBytes,
                        requestTimeout),
                machine);
    }
}
