package dev.kaptan.state.mvcc;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A checksum of keys, the same wherever they are the same. */
final class KeysHash {

    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer numbers = ByteBuffer.allocate(6 * Long.BYTES);

    private KeysHash() {}

    static int of(CountedTree<KeyValue> keys) {
        var hash = new KeysHash();
        keys.visit(
                new KeyRange(new byte[0], null),
                entry -> {
                    hash.add(entry);
                    return true;
                });
        return (int) hash.checksum.getValue();
    }

    private void add(KeyValue entry) {
        checksum.update(entry.key());
        checksum.update(entry.value());
        numbers.clear();
        numbers.putLong(entry.key().length).putLong(entry.value().length);
        numbers.putLong(entry.createRevision()).putLong(entry.modRevision());
        numbers.putLong(entry.version()).putLong(entry.lease());
        checksum.update(numbers.array());
    }
}
