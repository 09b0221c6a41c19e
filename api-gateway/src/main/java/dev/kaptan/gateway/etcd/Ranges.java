package dev.kaptan.gateway.etcd;

import com.google.protobuf.ByteString;

import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.etcd.api.KeyValue;

/** How keys, prefixes and entries look in etcd's messages. */
final class Ranges {

    private static final ByteString TO_THE_END = ByteString.copyFrom(new byte[] {0});

    private Ranges() {}

    static ByteString key(String key) {
        return ByteString.copyFromUtf8(key);
    }

    /** The first possible key behind {@code key}. */
    static ByteString after(String key) {
        return key(key).concat(TO_THE_END);
    }

    /** The end (exclusive) of all keys with a prefix: the prefix with its last byte raised. */
    static ByteString endOf(String prefix) {
        var bytes = key(prefix).toByteArray();
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] != (byte) 0xff) {
                bytes[i]++;
                return ByteString.copyFrom(bytes, 0, i + 1);
            }
        }
        return TO_THE_END;
    }

    static Entry entry(KeyValue kv) {
        return new Entry(
                kv.getKey().toStringUtf8(),
                kv.getValue().toByteArray(),
                kv.getCreateRevision(),
                kv.getModRevision());
    }
}
