package dev.kaptan.state.mvcc;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kaptan.state.auth.AuthChange;
import dev.kaptan.state.auth.AuthState;
import dev.kaptan.state.auth.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

class SnapshotTest {

    private final MvccStore store = new MvccStore();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aChangedBitIsNoticed(long seed) throws IOException {
        fill(20);
        var bytes = written();
        int at = new SplittableRandom(seed).nextInt(bytes.length);
        bytes[at] ^= 1;
        assertThatIOException().as("bit at byte %d", at).isThrownBy(() -> read(bytes));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMissingEndIsNoticed(long seed) throws IOException {
        fill(20);
        var bytes = written();
        int length = new SplittableRandom(seed).nextInt(bytes.length);
        assertThatIOException().isThrownBy(() -> read(Arrays.copyOf(bytes, length)));
    }

    @Test
    void isFrozenAtItsMoment() throws IOException {
        fill(20);
        var snapshot = Snapshot.of(store);
        fill(20);
        store.apply(new Command.Compact(30));
        var bytes = new ByteArrayOutputStream();
        snapshot.writeTo(bytes);
        assertThat(read(bytes.toByteArray()).revision()).isEqualTo(21);
    }

    @Test
    void anEmptyStoreComesBackEmpty() throws IOException {
        var read = read(written());
        assertThat(read.revision()).isEqualTo(1);
        assertThat(read.compactedRevision()).isZero();
        assertThat(read.view().keyCount()).isZero();
    }

    @Test
    void usersAndAlarmsComeBack() throws IOException {
        store.apply(change(new AuthChange.AddUser("root", "hash")));
        store.apply(change(new AuthChange.GrantRole("root", "root")));
        store.apply(change(new AuthChange.Enable()));
        var alarm = new Alarms.Alarm(-3, Alarms.Kind.CORRUPT);
        store.apply(new Command.SetAlarm(alarm, true));
        var read = read(written()).view();
        assertThat(read.auth()).isEqualTo(store.view().auth());
        assertThat(read.alarms().active()).containsExactly(alarm);
    }

    @Test
    void theFormBeforeUsersIsStillRead() throws IOException {
        fill(20);
        var now = written();
        int administration = Integer.BYTES + Administration.encode(store.state()).length;
        var before = Arrays.copyOf(now, now.length - Integer.BYTES - administration);
        System.arraycopy(Snapshot.FIRST_MAGIC, 0, before, 0, Snapshot.FIRST_MAGIC.length);
        var checksum = new CRC32C();
        checksum.update(before);
        var whole = ByteBuffer.allocate(before.length + Integer.BYTES).put(before);
        whole.putInt((int) checksum.getValue());
        var read = read(whole.array());
        assertThat(read.view().hash(0)).isEqualTo(store.view().hash(0));
        assertThat(read.view().auth()).isEqualTo(AuthState.OFF);
    }

    private static Command change(AuthChange change) {
        return new Command.CalledBy(Caller.STORE, new Command.ChangeAuth(change));
    }

    private void fill(int puts) {
        for (int i = 0; i < puts; i++) {
            var key = bytes("key" + i);
            store.apply(new Operation.Put(key, key, 0, false, false, false));
        }
    }

    private byte[] written() throws IOException {
        var bytes = new ByteArrayOutputStream();
        Snapshot.of(store).writeTo(bytes);
        return bytes.toByteArray();
    }

    private static MvccStore read(byte[] bytes) throws IOException {
        return SnapshotReader.read(new ByteArrayInputStream(bytes));
    }
}
