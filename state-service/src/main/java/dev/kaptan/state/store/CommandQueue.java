package dev.kaptan.state.store;

import dev.kaptan.state.log.Futures;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Group commit: while some entries are on their way to the disk, the commands that arrive meanwhile
 * gather for the next one. Whoever finds a free slot carries the whole queue, himself included, and
 * who was alone in his entry hears of it on the thread that applied it: a lone client waits for
 * nobody and changes no thread.
 */
final class CommandQueue {

    /** Entries in flight: enough that the disk never waits for the next. */
    private static final int SLOTS = 2;

    /**
     * Well below the log's limit of 4 MiB an entry, with room for one command of the largest size.
     */
    private static final int BATCH_BYTES = 1 << 20;

    /**
     * How long a command may wait for its entry to begin: etcd's time for a whole request. The log
     * has a time of its own for the entry.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

    private record Waiting(byte[] command, long since, CompletableFuture<Outcome> outcome) {}

    private final Function<byte[], CompletableFuture<List<Outcome>>> log;
    private final Executor executor;
    private final Activity activity;
    private final LongSupplier nanoClock;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore slots = new Semaphore(SLOTS);

    /**
     * @param log takes an entry, as {@link ReplicatedLog#submit} does
     * @param executor carries on when a slot becomes free while commands wait
     * @param nanoClock as {@link System#nanoTime}
     */
    CommandQueue(
            Function<byte[], CompletableFuture<List<Outcome>>> log,
            Executor executor,
            Activity activity,
            LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.activity = activity;
        this.log = log;
        this.executor = executor;
    }

    /** Blocks until the command is applied; throws what the log throws. */
    Outcome execute(Command command) {
        return Futures.join(submit(command));
    }

    /**
     * What comes of a command once it is applied; fails with what the log fails with. Whoever goes
     * on with it may be on the thread that applies, which must not be kept.
     */
    CompletableFuture<Outcome> submit(Command command) {
        var waiting =
                new Waiting(
                        Batch.encode(command), nanoClock.getAsLong(), new CompletableFuture<>());
        queue.add(waiting);
        activity.begin();
        if (slots.tryAcquire()) {
            carry();
        }
        return waiting.outcome;
    }

    private void carry() {
        var batch = next();
        if (batch.isEmpty()) {
            slots.release();
            carryOn();
            return;
        }
        long begin = System.nanoTime();
        var submitted = submit(batch);
        submitted.whenComplete((outcomes, failure) -> carried(batch, begin, submitted));
    }

    /** The applying thread has more to do than to answer many: it answers one, if nobody waits. */
    private void carried(List<Waiting> batch, long begin, Future<List<Outcome>> ended) {
        if (batch.size() == 1 && queue.isEmpty()) {
            slots.release();
            carryOn();
            answer(batch, begin, ended);
        } else {
            elsewhere(() -> {
                slots.release();
                if (!queue.isEmpty() && slots.tryAcquire()) {
                    carry();
                }
                answer(batch, begin, ended);
            });
        }
    }

    /** For whoever has come since the queue was looked at. */
    private void carryOn() {
        if (!queue.isEmpty() && slots.tryAcquire()) {
            elsewhere(this::carry);
        }
    }

    /** On this thread where the store is closing, so that nobody waits for ever. */
    private void elsewhere(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException closing) {
            work.run();
        }
    }

    private CompletableFuture<List<Outcome>> submit(List<Waiting> batch) {
        try {
            return log.apply(Batch.join(batch.stream().map(Waiting::command).toList()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(List<Waiting> batch, long begin, Future<List<Outcome>> ended) {
        if (ended.state() != Future.State.SUCCESS) {
            activity.entryFailed(batch.size());
            var cause = Futures.cause(ended.exceptionNow());
            batch.forEach(waiting -> waiting.outcome.completeExceptionally(cause));
            return;
        }
        var outcomes = ended.resultNow();
        activity.entryCommitted(System.nanoTime() - begin, batch.size());
        for (int i = 0; i < outcomes.size(); i++) {
            batch.get(i).outcome.complete(outcomes.get(i));
        }
    }

    /** Passes over those who have waited too long, for their clients have given up. */
    private List<Waiting> next() {
        var batch = new ArrayList<Waiting>();
        int bytes = 0;
        long now = nanoClock.getAsLong();
        while (bytes < BATCH_BYTES) {
            var waiting = queue.poll();
            if (waiting == null) {
                break;
            }
            if (now - waiting.since > PATIENCE_NANOS) {
                activity.entryFailed(1);
                waiting.outcome.completeExceptionally(LogException.timeout(null));
                continue;
            }
            batch.add(waiting);
            bytes += waiting.command.length;
        }
        return batch;
    }
}
