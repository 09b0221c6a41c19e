package dev.kaptan.state.store;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.InMemoryLog;
import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Sort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** While a write waits for the disk. */
@Timeout(60)
class SlowDiskTest {

    private static final byte[] KEY = bytes("key");
    private static final Operation.Range GET =
            new Operation.Range(
                    KeyRange.single(KEY), 0, 0, Sort.NONE, false, false, Operation.Bounds.NONE);

    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch disk = new CountDownLatch(1);
    private final StoreMachine machine = new StoreMachine();

    @Test
    void readsAnswerAndSeeNothingOfIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var log = new InMemoryLog<>(new SlowMachine(), new InMemoryLog.Disk());
            var store = new StateStore(log, machine, threads);
            var put = threads.submit(() -> store.execute(put()));
            written.await();
            assertThat(store.read().range(GET).entries()).isEmpty();
            assertThat(store.readLocally().range(GET).entries()).isEmpty();
            assertThat(put.isDone()).isFalse();
            disk.countDown();
            put.get();
            assertThat(store.read().range(GET).entries()).hasSize(1);
        }
    }

    private static Operation.Put put() {
        return new Operation.Put(KEY, KEY, 0, false, false, false);
    }

    /** Is handed an entry only once the disk has it. */
    private final class SlowMachine implements ReplicatedMachine<List<Outcome>> {

        @Override
        public List<Outcome> apply(byte[] entry) {
            written.countDown();
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return machine.apply(entry);
        }

        @Override
        public Frozen freeze() {
            return machine.freeze();
        }

        @Override
        public void restore(InputStream snapshot) throws IOException {
            machine.restore(snapshot);
        }
    }
}
