package dev.kaptan.state.mvcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

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

    private void fill(int puts) {
        for (int i = 0; i < puts; i++) {
            var key = ("key" + i).getBytes(StandardCharsets.UTF_8);
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
