package dev.kaptan.service;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Decides when heap that a burst has left behind is given back. The serial collector shrinks its
 * heap in full collections only, and a cluster at rest never comes to need one.
 *
 * <p>Due once it is quiet, and once more after {@link #LATER}; then only when the heap has grown
 * anew: collecting costs a fifth of a second, which nobody waits for then. A heap of more than
 * {@link #LARGEST_BYTES} is left alone: a process that stands still for longer may be taken for
 * dead by its peers.
 */
final class HeapReturn {

    /** Growth worth a collection. */
    static final long GROWTH_BYTES = 32L << 20;

    static final long LARGEST_BYTES = 768L << 20;

    /** The store keeps what a burst has overwritten for five to ten minutes. */
    static final Duration LATER = Duration.ofMinutes(12);

    /** Quiet is less than a twentieth of a core; at rest it is about a hundredth. */
    private static final int QUIET_FRACTION = 20;

    private final long bytesAtRest;
    private final @Nullable Sample last;

    /** On the clock of the samples; null if nothing is to follow. */
    private final @Nullable Long againAt;

    /**
     * What the process has at a moment.
     *
     * @param committedBytes of the heap
     * @param cpuNanos used since it started
     * @param nanos as {@link System#nanoTime}
     */
    record Sample(long committedBytes, long cpuNanos, long nanos) {}

    private HeapReturn(long bytesAtRest, @Nullable Sample last, @Nullable Long againAt) {
        this.bytesAtRest = bytesAtRest;
        this.last = last;
        this.againAt = againAt;
    }

    /** Nothing was seen yet; what the start has left behind counts as grown. */
    static HeapReturn initial() {
        return new HeapReturn(0, null, null);
    }

    /** Whether to collect now. */
    boolean due(Sample now) {
        return last != null
                && now.cpuNanos() - last.cpuNanos() < (now.nanos() - last.nanos()) / QUIET_FRACTION
                && now.committedBytes() <= LARGEST_BYTES
                && (hasGrown(now) || againAt != null && now.nanos() - againAt >= 0);
    }

    /** After a look that found nothing due. */
    HeapReturn seen(Sample now) {
        return new HeapReturn(Math.min(bytesAtRest, now.committedBytes()), now, againAt);
    }

    /**
     * After a collection.
     *
     * @param before what was found due
     */
    HeapReturn returned(Sample before, Sample after) {
        Long later = hasGrown(before) ? after.nanos() + LATER.toNanos() : null;
        return new HeapReturn(after.committedBytes(), after, later);
    }

    private boolean hasGrown(Sample now) {
        return now.committedBytes() - bytesAtRest >= GROWTH_BYTES;
    }
}
