package dev.kaptan.state.ratis;

import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.util.LifeCycle;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Closes a group's log, and ends those of its threads that Ratis would itself wait for too long.
 *
 * <p>Their names do not tell one member from another of the same name in this JVM, but their group
 * does, which they have from whoever makes and starts the server.
 */
final class LogThreads {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final ThreadGroup group = new ThreadGroup("ratis");

    /** What makes threads. */
    interface Work<T> {
        T call() throws IOException;
    }

    /**
     * Waits for the work, all of whose threads are ours. What it throws is thrown here; an
     * interrupt reaches it.
     */
    <T> T with(Work<T> work) throws IOException {
        var task = new FutureTask<T>(work::call);
        new Thread(group, task, "ratis-start").start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Blocks until the group is closed, also where somebody else is closing it: Ratis would return
     * at once, with the log's files still open. Waits no longer than {@link #PATIENCE} for others.
     */
    void close(RaftServer.Division division) {
        endEvictor();
        endWriterOnceClosed(division.getRaftLog());
        division.close();
        try {
            comesTrue(() -> division.getInfo().getLifeCycleState() == LifeCycle.State.CLOSED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
    private void endEvictor() {
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
    private void endWriterOnceClosed(RaftLog log) {
        var writers = named("-SegmentedRaftLogWorker");
        Thread.ofVirtual().start(() -> endIdle(writers, log));
    }

    private static void endIdle(List<Thread> writers, RaftLog log) {
        try {
            if (!comesTrue(() -> !log.isOpened())) {
                return;
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

    /** Waits no longer than {@link #PATIENCE}. */
    private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    private List<Thread> named(String ending) {
        return all().filter(thread -> thread.getName().endsWith(ending)).toList();
    }

    private Stream<Thread> all() {
        var threads = new Thread[group.activeCount() + 16];
        while (true) {
            int found = group.enumerate(threads);
            if (found < threads.length) {
                return Arrays.stream(threads, 0, found);
            }
            // There may have been more than fit.
            threads = new Thread[threads.length * 2];
        }
    }
}
