package dev.kaptan.state.mvcc;

/**
 * What a transaction did to a key, as it is kept outside of the heap.
 *
 * @param entry the key after a put; of a deletion only its key and mod revision are meaningful
 */
public record Change(KeyValue entry, boolean deletion) {

    public static Change put(KeyValue entry) {
        return new Change(entry, false);
    }

    public static Change deletion(byte[] key, long revision) {
        return new Change(KeyValue.deleted(key, revision), true);
    }
}
