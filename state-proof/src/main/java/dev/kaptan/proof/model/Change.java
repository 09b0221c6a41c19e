package dev.kaptan.proof.model;

import org.jspecify.annotations.Nullable;

/** What happened to one key in a revision: a watcher's event. */
public sealed interface Change {

    String key();

    long revision();

    /** What the key was before, null when it was absent or nobody asked. */
    @Nullable Item previous();

    /** The same as seen by a watcher that did not ask for what was before. */
    Change withoutPrevious();

    record Written(Item item, @Nullable Item previous) implements Change {
        @Override
        public String key() {
            return item.key();
        }

        @Override
        public long revision() {
            return item.modRevision();
        }

        @Override
        public Change withoutPrevious() {
            return new Written(item, null);
        }
    }

    record Removed(String key, long revision, @Nullable Item previous) implements Change {
        @Override
        public Change withoutPrevious() {
            return new Removed(key, revision, null);
        }
    }
}
