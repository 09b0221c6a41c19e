package dev.kaptan.state.watch;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Operation;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The store begins at revision 1; each write is one more. */
class WatchHubTest {

    private static final byte[] KEY = bytes("k");

    private final WatchHub hub = new WatchHub();
    private final Subscriber subscriber = hub.subscribe(() -> {});
    private final MvccStore store = new MvccStore();

    @BeforeEach
    void begin() {
        write(store, 2);
    }

    @Test
    void whatIsAppliedIsDueFromTheFirstRevisionThatConcernsAWatch() {
        var now = subscriber.watch(KeyRange.single(KEY), 0);
        var later = subscriber.watch(KeyRange.single(KEY), 5);
        var other = subscriber.watch(KeyRange.single(bytes("other")), 0);
        write(store, 4);
        var due = subscriber.take();
        assertThat(due.upTo()).isEqualTo(4);
        assertThat(due.readings()).containsExactly(new Subscriber.Reading(now, 3));
        write(store, 6);
        assertThat(subscriber.take().readings())
                .containsExactlyInAnyOrder(
                        new Subscriber.Reading(now, 5), new Subscriber.Reading(later, 5));
        assertThat(other).isNotNull();
    }

    @Test
    void aPastThatIsKeptIsDueAtOnce() {
        var past = subscriber.watch(KeyRange.single(KEY), 2);
        assertThat(subscriber.take().readings()).containsExactly(new Subscriber.Reading(past, 2));
        assertThat(subscriber.take().readings()).isEmpty();
    }

    @Test
    void afterASnapshotEverybodyLooksFromWhereHeStands() {
        var now = subscriber.watch(KeyRange.single(KEY), 0);
        var ahead = subscriber.watch(KeyRange.single(KEY), 5);
        var snapshot = new MvccStore();
        write(snapshot, 9);
        var due = subscriber.take();
        assertThat(due.upTo()).isEqualTo(9);
        assertThat(due.readings())
                .as("revisions 5 to 9 came all at once, and would be missed")
                .isEqualTo(
                        List.of(new Subscriber.Reading(now, 3), new Subscriber.Reading(ahead, 5)));
    }

    /** As one batch of commands does that a plan carries out. */
    @Test
    void whatIsCompactedBeforeItIsAnnouncedIsDueForEverybody() {
        var watch = subscriber.watch(KeyRange.single(KEY), 0);
        var other = subscriber.watch(KeyRange.single(bytes("other")), 0);
        var plan = store.plan();
        for (int i = 0; i < 3; i++) {
            plan.carryOut(new Operation.Put(KEY, KEY, 0, false, false, false));
        }
        plan.carryOut(new Command.Compact(5));
        store.publish(plan);
        hub.applied(store, store.revision());
        assertThat(subscriber.take().readings())
                .containsExactlyInAnyOrder(
                        new Subscriber.Reading(watch, 3), new Subscriber.Reading(other, 3));
    }

    private void write(MvccStore target, long upTo) {
        while (target.revision() < upTo) {
            target.apply(new Operation.Put(KEY, KEY, 0, false, false, false));
        }
        hub.applied(target, target.revision());
    }
}
