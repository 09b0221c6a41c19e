package dev.kaptan.state.node;

/**
 * How often another member was seen to lead; the first leader counts, as etcd counts. An election
 * takes longer than the second between two looks.
 */
final class LeaderChanges {

    private volatile long seen;
    private long leader;

    long seen() {
        return seen;
    }

    /** By one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void look(long now) {
        if (now != 0 && now != leader) {
            leader = now;
            seen++;
        }
    }
}
