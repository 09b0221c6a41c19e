package dev.kaptan.service;

import org.jspecify.annotations.Nullable;

/**
 * Decides when heap that a burst has left behind is given back. The serial collector shrinks its
 * heap in full collections only, and a cluster at rest never comes to need one.
 *
 * <p>Due once it is quiet, and again only after the heap has grown anew: collecting costs a fifth
 * of a second, which nobody waits for then. A heap of more than {@link #LARGEST_BYTES} is left
 * alone: a process that stands still for longer may be taken for dead by its peers.
 */
final class HeapReturn {

    /** Growth worth a collection. */
    static final long GROWTH_BYTES = 32L << 20;

    static final long LARGEST_BYTES = 768L << 20;

    /** Quiet is less than a twentieth of a core; at rest it is about a hundredth. */
    private static final int QUIET_FRACTION = 20;

    private final long bytesAtRest;
    private final @Nullable Sample last;

    /**
     * What the process has at a moment.
     *
     * @param committedBytes of the heap
     * @param cpuNanos used since it started
     * @param nanos as {@link System#nanoTime}
     */
    record Sample(long committedBytes, long cpuNanos, long nanos) {}

    private HeapReturn(long bytesAtRest, @Nullable Sample last) {
        this.bytesAtRest = bytesAtRest;
        this.last = last;
    }

    /** Nothing was seen yet; what the start has left behind counts as grown. */
    static HeapReturn initial() {
        return new HeapReturn(0, null);
    }

    /** Whether to collect now. */
    boolean due(Sample now) {
        return last != null
                && now.cpuNanos() - last.cpuNanos() < (now.nanos() - last.nanos()) / QUIET_FRACTION
                && now.committedBytes() <= LARGEST_BYTES
                && now.committedBytes() - bytesAtRest >= GROWTH_BYTES;
    }

    /** After a look that found nothing due. */
    HeapReturn seen(Sample now) {
        return new HeapReturn(Math.min(bytesAtRest, now.committedBytes()), now);
    }

    /** After a collection. */
    HeapReturn returned(Sample now) {
        return new HeapReturn(now.committedBytes(), now);
    }
}
