package dev.kaptan.state.store;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.ratis.RatisLog;
import dev.kaptan.state.ratis.SmallLog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a start has to read goes by the size of the data, not by how often it was changed. */
class RestartOnRatisTest {

    private static final int KEYS = 20;
    private static final int VALUE_BYTES = 20_000;
    private static final long SNAPSHOT_EVERY = 2 << 20;

    /** The open log file, what is logged between two snapshots, two snapshots, and the reserve. */
    private static final long MOST_BYTES = 12 << 20;

    @TempDir private Path directory;

    @Test
    void readsNoMoreAfterALongHistory() throws Exception {
        long revision = write(1_200);
        assertThat(bytesOnDisk()).as("of 24 MB that were logged").isLessThan(MOST_BYTES);
        var machine = new CountingMachine();
        try (var log = open(machine)) {
            assertThat(log.status().appliedIndex()).isPositive();
            assertThat(machine.replayed)
                    .as("entries replayed")
                    .isLessThan((int) (2 * SNAPSHOT_EVERY / VALUE_BYTES));
            assertThat(machine.store.store().revision()).isEqualTo(revision);
            assertThat(machine.store.store().view().keyCount()).isEqualTo(KEYS);
        }
    }

    private long write(int puts) throws Exception {
        var machine = new StoreMachine();
        try (var log = open(machine)) {
            var store = new StateStore(log, machine, Runnable::run);
            for (int i = 0; i < puts; i++) {
                var key = bytes("key-" + i % KEYS);
                long revision =
                        store.execute(
                                        new Operation.Put(
                                                key, new byte[VALUE_BYTES], 0, false, false, false))
                                .revision();
                if (i % 50 == 49) {
                    store.execute(new Command.Compact(revision));
                }
            }
            awaitPurge();
            return machine.store().revision();
        }
    }

    /** Snapshots and purges go on beside the writes. */
    private void awaitPurge() throws IOException, InterruptedException {
        for (int wait = 0; wait < 200 && bytesOnDisk() >= MOST_BYTES; wait++) {
            Thread.sleep(50);
        }
    }

    private long bytesOnDisk() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.map(Path::toFile)
                    .filter(each -> each.isFile())
                    .mapToLong(each -> each.length())
                    .sum();
        }
    }

    private <R> RatisLog<R> open(ReplicatedMachine<R> machine) throws IOException {
        return SmallLog.open(directory, SNAPSHOT_EVERY, machine);
    }

    private static final class CountingMachine implements ReplicatedMachine<List<Outcome>> {

        private final StoreMachine store = new StoreMachine();
        private int replayed;

        @Override
        public List<Outcome> apply(byte[] entry) {
            replayed++;
            return store.apply(entry);
        }

        @Override
        public Frozen freeze() {
            return store.freeze();
        }

        @Override
        public void restore(InputStream snapshot) throws IOException {
            store.restore(snapshot);
        }
    }
}
