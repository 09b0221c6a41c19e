package dev.kaptan.state.client;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.KeyValue;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;

/**
 * Compares the target with the source as it is now, key by key. So it finds both what was not
 * copied well and what somebody has written to the source meanwhile; only a key whose lease expired
 * there may be left over.
 */
final class MigrationCheck {

    private final MigrationEnd source;
    private final MigrationEnd target;

    MigrationCheck(MigrationEnd source, MigrationEnd target) {
        this.source = source;
        this.target = target;
    }

    /** How many keys the target has; throws {@link MigrationException} on the first difference. */
    long run() {
        var expected = source.iterator(source.revision());
        var found = target.iterator(target.revision());
        long keys = 0;
        var wanted = next(expected);
        for (var entry = next(found); entry != null; entry = next(found)) {
            keys++;
            if (wanted != null && wanted.getKey().equals(entry.getKey())) {
                requireSame(wanted, entry);
                wanted = next(expected);
            } else if (entry.getLease() == 0) {
                throw differs(entry.getKey(), "is in the target only");
            }
        }
        if (wanted != null) {
            throw differs(wanted.getKey(), "is in the source only");
        }
        return keys;
    }

    private static void requireSame(KeyValue wanted, KeyValue found) {
        if (!wanted.getValue().equals(found.getValue()) || wanted.getLease() != found.getLease()) {
            throw differs(found.getKey(), "differs");
        }
    }

    private static @Nullable KeyValue next(Iterator<KeyValue> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    private static MigrationException differs(ByteString key, String how) {
        return new MigrationException(
                "the key "
                        + key.toStringUtf8()
                        + " "
                        + how
                        + ": somebody writes to one of the stores. Stop every gateway and begin"
                        + " again with --overwrite");
    }
}
