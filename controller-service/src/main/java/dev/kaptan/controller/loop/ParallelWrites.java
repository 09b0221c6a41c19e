package dev.kaptan.controller.loop;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs writes at the same time, no more than a bound of them over all controllers. */
public final class ParallelWrites implements AutoCloseable {
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("write-", 0).factory());
    private final Semaphore inFlight;

    public ParallelWrites(int atOnce) {
        inFlight = new Semaphore(atOnce);
    }

    /** Runs all and waits; the results are in order, a failure in the place of its result. */
    public <T> List<Result<T>> all(List<? extends Callable<T>> writes) throws InterruptedException {
        if (writes.size() == 1) {
            return List.of(bounded(writes.getFirst()));
        }
        var futures =
                executor.invokeAll(
                        writes.stream()
                                .<Callable<Result<T>>>map(write -> () -> bounded(write))
                                .toList());
        return futures.stream().map(future -> join(future::get)).toList();
    }

    private <T> Result<T> bounded(Callable<T> write) throws InterruptedException {
        inFlight.acquire();
        try {
            return new Result.Written<>(write.call());
        } catch (RuntimeException failure) {
            return new Result.Failed<>(failure);
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (Exception failure) {
            return new Result.Failed<>(new IllegalStateException(failure));
        } finally {
            inFlight.release();
        }
    }

    private interface Joined<T> {
        Result<T> get() throws ExecutionException, InterruptedException;
    }

    private static <T> Result<T> join(Joined<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException stopped) {
            return new Result.Failed<>(new IllegalStateException("stopped", stopped));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** What became of a write. */
    public sealed interface Result<T> {
        /** It was done. */
        record Written<T>(T value) implements Result<T> {}

        /** It was not. */
        record Failed<T>(RuntimeException cause) implements Result<T> {}
    }
}
