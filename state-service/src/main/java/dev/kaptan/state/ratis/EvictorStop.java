package dev.kaptan.state.ratis;

import java.time.Duration;

/**
 * Ends the thread that frees memory of Ratis' log, before the log is closed.
 *
 * <p>{@code SegmentedRaftLog.close} waits for that thread with the log's lock held; interrupted,
 * the thread wants the same lock once more if there is something to free. Both would wait for ever
 * (Ratis 3.3; seen in a member that was stopped while it caught up). Ended before, it takes the
 * lock and is gone.
 */
final class EvictorStop {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private EvictorStop() {}

    /**
     * Blocks until the thread has ended, which takes an eviction at most.
     *
     * @param member as Ratis names it, {@code PEER@GROUP}
     */
    static void await(String member) {
        var name = member + "-cacheEviction-AwaitToRun";
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                end(thread);
            }
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
