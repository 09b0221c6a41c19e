package dev.kaptan.state.mvcc;

/**
 * A key with its value at one revision; the arrays are shared and must not be changed.
 *
 * @param createRevision revision of the put that made the key after its last deletion
 * @param modRevision revision of the last put
 * @param version puts since creation, from 1
 * @param lease the lease that the key dies with, 0 for none
 */
public record KeyValue(
        byte[] key, byte[] value, long createRevision, long modRevision, long version, long lease) {

    private static final byte[] NOTHING = new byte[0];

    /** What stands for a key that does not exist, as in etcd: every number is 0. */
    static KeyValue absent(byte[] key) {
        return new KeyValue(key, NOTHING, 0, 0, 0, 0);
    }

    /** What a deletion's event carries: the key and the revision that deleted it. */
    static KeyValue deleted(byte[] key, long revision) {
        return new KeyValue(key, NOTHING, 0, revision, 0, 0);
    }

    public KeyValue withoutValue() {
        return new KeyValue(key, NOTHING, createRevision, modRevision, version, lease);
    }

    /** Heap bytes of the record and its arrays, roughly. */
    long weight() {
        return 100L + key.length + value.length;
    }
}
