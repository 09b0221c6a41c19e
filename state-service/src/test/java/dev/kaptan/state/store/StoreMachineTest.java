package dev.kaptan.state.store;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.watch.Subscriber;
import dev.kaptan.state.watch.WatchHub;

import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

class StoreMachineTest {

    private static final byte[] KEY = bytes("k");
    private static final Command PUT = new Operation.Put(KEY, KEY, 0, false, false, false);

    private final StoreMachine machine = new StoreMachine();
    private final WatchHub hub = new WatchHub();

    /** One entry holds whatever clients have asked for at the same time. */
    @Test
    void anEntryThatCompactsWhatItWroteConcernsThoseWhoWatchThat() {
        machine.listen(hub);
        var subscriber = hub.subscribe(() -> {});
        var watch = subscriber.watch(KeyRange.single(KEY), 0);
        subscriber.watch(KeyRange.single(bytes("other")), 0);
        long begin = machine.store().revision();
        var entry =
                Stream.of(PUT, PUT, PUT, new Command.Compact(begin + 3), PUT)
                        .map(Batch::encode)
                        .toList();

        var outcomes = machine.apply(Batch.join(entry));

        assertThat(outcomes).hasSize(5).allMatch(each -> each instanceof Outcome.Done);
        assertThat(machine.store().compactedRevision()).isEqualTo(begin + 3);
        var due = subscriber.take();
        assertThat(due.upTo()).isEqualTo(begin + 4);
        assertThat(due.readings()).containsExactly(new Subscriber.Reading(watch, begin + 1));
    }
}
