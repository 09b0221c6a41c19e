package dev.kaptan.proof.model;

/**
 * A key with its value and what etcd tells about it (kv.proto, {@code KeyValue}); lease 0 is none.
 */
public record Item(
        String key, String value, long createRevision, long modRevision, long version, long lease) {

    /** What is known of a key that is absent, which compares as zeros. */
    static Item absent(String key) {
        return new Item(key, "", 0, 0, 0, 0);
    }

    boolean isAbsent() {
        return version == 0;
    }

    /** The same without its value, as {@code keys_only} asks for. */
    Item withoutValue() {
        return new Item(key, "", createRevision, modRevision, version, lease);
    }
}
