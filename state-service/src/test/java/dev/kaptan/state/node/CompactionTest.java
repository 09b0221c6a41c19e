package dev.kaptan.state.node;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.InMemoryLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class CompactionTest {

    private final StoreMachine machine = new StoreMachine();
    private final StateStore store =
            new StateStore(
                    new InMemoryLog<>(machine, new InMemoryLog.Disk()), machine, Runnable::run);
    private long now = Long.MAX_VALUE - 1_000;

    @Test
    void keepsWhatIsYoungerThanTheRetention() {
        var compaction = compaction(Long.MAX_VALUE);
        put(10);
        pass(Duration.ofMinutes(5));
        compaction.check();
        assertThat(compacted()).as("what was there at the start").isEqualTo(1);
        long young = store.local().revision();
        put(10);
        pass(Duration.ofMinutes(4));
        compaction.check();
        assertThat(compacted()).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        compaction.check();
        assertThat(compacted()).isEqualTo(young);
    }

    @Test
    void writesNothingWhereNothingHappened() {
        var compaction = compaction(Long.MAX_VALUE);
        pass(Duration.ofMinutes(5));
        compaction.check();
        long applied = store.status().appliedIndex();
        pass(Duration.ofMinutes(5));
        compaction.check();
        assertThat(store.status().appliedIndex()).isEqualTo(applied);
    }

    @Test
    void keepsAsManyRevisionsAsItIsTold() {
        var compaction = compaction(new Retention(Duration.ZERO, 100, Long.MAX_VALUE));
        put(50);
        compaction.check();
        assertThat(compacted()).as("fewer than that").isZero();
        put(200);
        compaction.check();
        assertThat(compacted()).isEqualTo(store.local().revision() - 100);
    }

    @Test
    void leavesHistoryToThoseWhoCompactByHand() {
        var compaction = compaction(new Retention(Duration.ZERO, 0, Long.MAX_VALUE));
        put(50);
        pass(Duration.ofDays(1));
        compaction.check();
        assertThat(compacted()).isZero();
        store.execute(new Command.Compact(20));
        assertThat(compacted()).isEqualTo(20);
    }

    @Test
    void dropsTheOlderHalfWhenHistoryIsTooLarge() {
        var compaction = compaction(100_000);
        put(1_000);
        assertThat(store.local().size().superseded()).isGreaterThan(100_000);
        compaction.check();
        assertThat(compacted()).isBetween(490L, 510L);
        while (store.local().size().superseded() > 100_000) {
            compaction.check();
        }
        assertThat(compacted()).isLessThan(store.local().revision());
    }

    private Compaction compaction(long bytes) {
        return compaction(new Retention(Duration.ofMinutes(5), 0, bytes));
    }

    private Compaction compaction(Retention retention) {
        return new Compaction(store, retention, () -> now);
    }

    private void put(int count) {
        var key = bytes("key");
        for (int i = 0; i < count; i++) {
            store.execute(new Operation.Put(key, key, 0, false, false, false));
        }
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }

    private long compacted() {
        return store.local().compactedRevision();
    }
}
