package dev.kaptan.state.store;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.ratis.TestGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a member of three may say of its own before the others tell it what to apply. */
class RestartedMemberTest {

    private static final byte[] KEY = bytes("k");

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    @TempDir private Path directory;
    private TestGroup<List<Outcome>, StoreMachine> group;

    @AfterEach
    void stop() {
        group.close();
        executor.shutdownNow();
    }

    @Test
    void serializableReadsDoNotGoBackToTheLastSnapshot() throws IOException {
        group = new TestGroup<>(directory, 32 << 20, StoreMachine::new);
        group.start("a", "b", "c");
        var written = put(store(group.leader()));
        for (var name : List.of("a", "b", "c")) {
            group.stop(name);
        }
        var restarted = group.restart("a");
        assertThat(restarted.machine().store().revision())
                .as("what is in its log need not be committed")
                .isLessThan(written);
        var store = store(restarted);
        assertThatExceptionOfType(LogException.class).isThrownBy(store::readSerializable);
        group.restart("b");
        assertThat(store.readSerializable().revision()).isEqualTo(written);
        group.stop("b");
        assertThat(store.readSerializable().revision()).as("once it knows").isEqualTo(written);
    }

    private static long put(StateStore store) {
        return store.execute(new Operation.Put(KEY, KEY, 0, false, false, false)).revision();
    }

    private StateStore store(TestGroup.Running<List<Outcome>, StoreMachine> member) {
        return new StateStore(member.log(), member.machine(), executor);
    }
}
