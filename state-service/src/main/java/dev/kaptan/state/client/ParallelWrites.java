package dev.kaptan.state.client;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The same write many times over, so many at once that the store can sync them together. */
record ParallelWrites(long count) {

    private static final int AT_ONCE = 64;

    void run(Callable<?> write) {
        var left = new AtomicLong(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers =
                    IntStream.range(0, AT_ONCE)
                            .mapToObj(each ->
                                    threads.submit(() -> {
                                        while (left.getAndDecrement() > 0) {
                                            write.call();
                                        }
                                        return null;
                                    }))
                            .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted");
        }
    }
}
