package dev.kaptan.state.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.mvcc.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class StateNodeTest {

    private static final int LEASES = 500;

    @TempDir private Path directory;

    @Test
    void endsInOneEntryWhatExpiresAtOnceAndCountsIt() throws Exception {
        try (var running = TestNode.start(directory)) {
            var store = running.node().store();
            for (long id = 1; id <= LEASES; id++) {
                store.execute(new Command.LeaseGrant(id, 1));
            }
            long granted = store.status().appliedIndex();
            var entries = new AtomicInteger();
            store.activity().onCommit(nanos -> entries.incrementAndGet());
            // It is counted by whoever appended it, a moment after it was applied.
            while (running.node().leases() > 0 || entries.get() == 0) {
                Thread.sleep(20);
            }
            assertThat(store.status().appliedIndex() - granted).isLessThan(LEASES / 10);
            assertThat(entries).hasPositiveValue();
        }
    }
}
