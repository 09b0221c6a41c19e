package dev.kaptan.state.ratis;

import org.apache.ratis.server.RaftServer;

import java.time.Duration;
import java.util.List;

/** Ends the threads of Ratis' log that it would itself wait for too long when it is closed. */
final class LogThreads {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final RaftServer.Division division;

    LogThreads(RaftServer.Division division) {
        this.division = division;
    }

    /**
     * Blocks until the thread that frees memory has ended, which takes an eviction at most. Before
     * the log is closed.
     *
     * <p>{@code SegmentedRaftLog.close} waits for that thread with the log's lock held;
     * interrupted, the thread wants the same lock once more if there is something to free. Both
     * would wait for ever (Ratis 3.3; seen in a member that was stopped while it caught up). Ended
     * before, it takes the lock and is gone.
     */
    void endEvictor() {
        for (var thread : named("-cacheEviction-AwaitToRun")) {
            thread.interrupt();
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns at once; whoever closes the log meanwhile need not wait for the thread that writes
     * it.
     *
     * <p>That thread looks once a second whether it is still wanted (Ratis 3.3). A closed log takes
     * no entry, so one that waits then has nothing left to write. One that writes is not disturbed,
     * for an interrupt would close its file.
     */
    void endWriterOnceClosed() {
        var writers = named("-SegmentedRaftLogWorker");
        Thread.ofVirtual().start(() -> endIdle(writers, System.nanoTime()));
    }

    private void endIdle(List<Thread> writers, long begin) {
        try {
            while (division.getRaftLog().isOpened()) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    return;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            // The log says that it is closed a moment before its writer is told.
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            return;
        }
        writers.stream()
                .filter(writer -> writer.getState() == Thread.State.TIMED_WAITING)
                .forEach(Thread::interrupt);
    }

    /** Ratis begins their names with the member's. */
    private List<Thread> named(String ending) {
        var name = division.getMemberId() + ending;
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }
}
