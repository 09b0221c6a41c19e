package dev.kaptan.api.engine.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The port to the replicated store: etcd v3's guarantees (strictly serializable writes, revisions,
 * watches that are ordered, complete and resumable) in Java terms. Calls block; they throw {@link
 * StoreException}.
 *
 * <p>Every implementation runs {@code KeyValueStoreContract}.
 */
public interface KeyValueStore extends AutoCloseable {

    /** The entry of a key now, linearizably, or null. */
    @Nullable Entry get(String key);

    /**
     * Entries whose key starts with {@code prefix}, in key order, after {@code startAfter}
     * (exclusive, null from the beginning), at most {@code limit} (0: all).
     *
     * @param revision the revision to read at; 0 for now
     */
    Page list(String prefix, @Nullable String startAfter, int limit, long revision);

    /** The store's current revision, linearizably. */
    long currentRevision();

    /**
     * Writes {@code value} if the key's mod revision is {@code expectedModRevision} (0: the key
     * must not exist).
     */
    Outcome put(String key, byte[] value, long expectedModRevision);

    /** As {@link #put} with a time to live, after which the entry is deleted. */
    Outcome putExpiring(String key, byte[] value, long expectedModRevision, long ttlSeconds);

    /** Deletes the key if its mod revision is {@code expectedModRevision}. */
    Outcome delete(String key, long expectedModRevision);

    /**
     * Watches a prefix from {@code startRevision} (inclusive) on. Events reach the listener in
     * order, those of one revision together, on one thread at a time.
     */
    AutoCloseable watch(String prefix, long startRevision, Listener listener);

    /**
     * Asks for a progress report on every watch: each listener gets {@link Listener#progress} with
     * a revision not below the store's current one, after all events up to it.
     */
    void requestProgress();

    @Override
    void close();

    record Entry(String key, byte[] value, long createRevision, long modRevision) {}

    /**
     * @param revision the store's revision that the page was read at
     * @param more whether entries remain behind the last one
     * @param remaining how many entries remain, 0 if none
     */
    record Page(List<Entry> entries, long revision, boolean more, long remaining) {}

    sealed interface Outcome {
        /** Written or deleted at {@code revision}. */
        record Done(long revision) implements Outcome {}

        /**
         * The comparison failed; {@code current} is the entry at that moment, null if there is
         * none.
         */
        record Conflict(@Nullable Entry current) implements Outcome {}
    }

    sealed interface Event {
        record Put(Entry entry, @Nullable Entry previous) implements Event {}

        /**
         * {@code previous} is the entry as it was before; {@code revision} that of the deletion.
         */
        record Delete(String key, long revision, Entry previous) implements Event {}
    }

    interface Listener {
        void events(long revision, List<Event> events);

        void progress(long revision);

        /** The watch ended and will deliver nothing more: compacted, or the connection was lost. */
        void failed(StoreException cause);
    }
}
