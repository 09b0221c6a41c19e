package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.RecordingMachine;

import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Each of the three bounds of {@link SnapshotPolicy} takes a snapshot by itself. */
class SnapshotTriggerTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final RecordingMachine machine = new RecordingMachine();
    private final Semaphore purged = new Semaphore(0);
    private long now;
    private long index;
    @TempDir private Path directory;

    private final Snapshots snapshots =
            new Snapshots(
                    new SimpleStateMachineStorage() {
                        @Override
                        public File getSnapshotFile(long term, long endIndex) {
                            return directory.resolve(getSnapshotFileName(term, endIndex)).toFile();
                        }
                    });

    @Test
    void isTakenAfterSoManyEntriesAndCountsAnew() throws Exception {
        try (var trigger = trigger(new SnapshotPolicy(FOR_EVER, 3, HOUR))) {
            for (int round = 0; round < 2; round++) {
                apply(trigger, "a", "b");
                assertNone();
                apply(trigger, "c");
                awaitSnapshot(trigger);
            }
        }
    }

    @Test
    void isTakenAfterSoManyBytesButNoFewerThanTheLastOneHad() throws Exception {
        try (var trigger = trigger(new SnapshotPolicy(10, FOR_EVER, HOUR))) {
            apply(trigger, "123456789");
            assertNone();
            apply(trigger, "0".repeat(100));
            awaitSnapshot(trigger);
            apply(trigger, "0123456789");
            assertNone();
            apply(trigger, "0".repeat(200));
            awaitSnapshot(trigger);
        }
    }

    @Test
    void isTakenWithTheFirstEntryAfterAnHourButNotForAnEmptyOne() throws Exception {
        try (var trigger = trigger(new SnapshotPolicy(FOR_EVER, FOR_EVER, HOUR))) {
            apply(trigger, "a");
            now += HOUR.toNanos() - 1;
            apply(trigger, "b");
            assertNone();
            now++;
            apply(trigger, "c");
            awaitSnapshot(trigger);
            now += HOUR.toNanos();
            apply(trigger, "");
            assertNone();
            apply(trigger, "d");
            awaitSnapshot(trigger);
        }
    }

    private SnapshotTrigger trigger(SnapshotPolicy policy) {
        var space = new FreeSpace(directory, 1 << 20, ignored -> 1L << 40);
        return new SnapshotTrigger(machine, policy, space, () -> now);
    }

    private void apply(SnapshotTrigger trigger, String... entries) {
        for (var entry : entries) {
            machine.apply(bytes(entry));
            trigger.applied(
                    TermIndex.valueOf(1, index++), entry.length(), snapshots, purged::release);
        }
    }

    private void assertNone() throws InterruptedException {
        assertThat(purged.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** And until its writer is done with it, which one knows by another that is demanded. */
    private void awaitSnapshot(SnapshotTrigger trigger) throws Exception {
        assertThat(purged.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        var another = trigger.demand();
        apply(trigger, "demanded");
        another.get(10, TimeUnit.SECONDS);
        assertThat(purged.tryAcquire()).isTrue();
    }
}
