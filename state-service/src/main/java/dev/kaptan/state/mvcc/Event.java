package dev.kaptan.state.mvcc;

import org.jspecify.annotations.Nullable;

/** A change of one key, as watchers see it. */
public sealed interface Event {

    /** For a deletion: the key, and the deletion's revision as mod revision. */
    KeyValue entry();

    /** What the key was before; null if it did not exist or if that has been compacted. */
    @Nullable KeyValue previous();

    /** By how many heap bytes the live keys grow, roughly. */
    default long growth() {
        var before = previous();
        return (this instanceof Put ? entry().weight() : 0)
                - (before == null ? 0 : before.weight());
    }

    record Put(KeyValue entry, @Nullable KeyValue previous) implements Event {}

    record Delete(KeyValue entry, @Nullable KeyValue previous) implements Event {}
}
