package dev.kaptan.state.postgres;

import dev.kaptan.state.mvcc.Change;
import dev.kaptan.state.mvcc.KeyValue;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/** A change of a key. */
@Table("revision")
record RevisionRow(
        @Id @Embedded(onEmpty = Embedded.OnEmpty.USE_NULL) Place place,
        byte[] key,
        byte[] value,
        long createRevision,
        long version,
        long lease,
        boolean deleted,
        long supersedes) {

    /** Which revision it belongs to, and after how many of the same. */
    record Place(long revision, int ordinal) {}

    Change change() {
        return deleted
                ? Change.deletion(key, place.revision())
                : Change.put(
                        new KeyValue(key, value, createRevision, place.revision(), version, lease));
    }
}
