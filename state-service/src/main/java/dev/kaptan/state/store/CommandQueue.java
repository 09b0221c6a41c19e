package dev.kaptan.state.store;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Group commit: while some entries are on their way to the disk, the commands that arrive meanwhile
 * gather for the next one. Whoever finds a free slot carries the whole queue, himself included, so
 * that a lone client waits for nobody and changes no thread.
 */
final class CommandQueue {

    /** Entries in flight: enough that the disk never waits for the next. */
    private static final int SLOTS = 2;

    /**
     * Well below the log's limit of 4 MiB an entry, with room for one command of the largest size.
     */
    private static final int BATCH_BYTES = 1 << 20;

    private record Waiting(byte[] command, CompletableFuture<Outcome> outcome) {}

    private final ReplicatedLog<List<Outcome>> log;
    private final Executor executor;
    private final Activity activity;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore slots = new Semaphore(SLOTS);

    /**
     * @param executor carries on when a slot becomes free while commands wait
     */
    CommandQueue(ReplicatedLog<List<Outcome>> log, Executor executor, Activity activity) {
        this.activity = activity;
        this.log = log;
        this.executor = executor;
    }

    /** Blocks until the command is applied; throws what the log throws. */
    Outcome execute(Command command) {
        var waiting = new Waiting(Batch.encode(command), new CompletableFuture<>());
        queue.add(waiting);
        activity.begin();
        if (slots.tryAcquire()) {
            carry();
        }
        try {
            return waiting.outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Commands of a leader go to the log at once: in the queue they might wait until this member
     * has lost leadership and has it again, and knows other things.
     */
    List<Outcome> executeLeading(List<Command> commands) {
        commands.forEach(each -> activity.begin());
        return measured(log::appendLeading, commands.stream().map(Batch::encode).toList());
    }

    private void carry() {
        try {
            var batch = next();
            if (!batch.isEmpty()) {
                append(batch);
            }
        } finally {
            slots.release();
        }
        if (!queue.isEmpty() && slots.tryAcquire()) {
            executor.execute(this::carry);
        }
    }

    private List<Waiting> next() {
        var batch = new ArrayList<Waiting>();
        int bytes = 0;
        while (bytes < BATCH_BYTES) {
            var waiting = queue.poll();
            if (waiting == null) {
                break;
            }
            batch.add(waiting);
            bytes += waiting.command.length;
        }
        return batch;
    }

    private void append(List<Waiting> batch) {
        try {
            var outcomes = measured(log::append, batch.stream().map(Waiting::command).toList());
            for (int i = 0; i < outcomes.size(); i++) {
                batch.get(i).outcome.complete(outcomes.get(i));
            }
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.outcome.completeExceptionally(e));
        }
    }

    private List<Outcome> measured(Function<byte[], List<Outcome>> append, List<byte[]> commands) {
        long begin = System.nanoTime();
        try {
            var outcomes = append.apply(Batch.join(commands));
            activity.entryCommitted(System.nanoTime() - begin, commands.size());
            return outcomes;
        } catch (RuntimeException e) {
            activity.entryFailed(commands.size());
            throw e;
        }
    }
}
