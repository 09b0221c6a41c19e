package dev.kaptan.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop: so many clients, each asking again as soon as it has its answer. */
public final class Load {

    /** One request of a client; numbers count up per client. */
    @FunctionalInterface
    public interface Operation {
        void run(int client, int number) throws Exception;
    }

    /** What a load came to. */
    public record Result(int clients, double perSecond, double p50Millis, double p99Millis) {

        public String rate() {
            return String.format(Locale.ROOT, "%.0f", perSecond);
        }

        public String latency() {
            return String.format(Locale.ROOT, "%.2f / %.2f", p50Millis, p99Millis);
        }
    }

    private Load() {}

    /** Runs for that time; an operation that fails ends the benchmark. */
    public static Result during(Duration time, int clients, Operation operation)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return run(clients, client -> whileTime(end, client, operation));
    }

    /** Runs the operation with the numbers 0 to {@code total - 1}, shared among the clients. */
    public static Result times(int total, int clients, Operation operation)
            throws InterruptedException {
        return run(clients, client -> share(total, clients, client, operation));
    }

    private interface Client {
        long[] run(int client) throws Exception;
    }

    private static Result run(int clients, Client client) throws InterruptedException {
        var running = new ArrayList<Callable<long[]>>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            running.add(() -> client.run(number));
        }
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> done = threads.invokeAll(running);
            return result(clients, System.nanoTime() - start, done);
        }
    }

    private static Result result(int clients, long nanos, List<Future<long[]>> done)
            throws InterruptedException {
        var millis = new ArrayList<double[]>();
        for (Future<long[]> one : done) {
            try {
                millis.add(Arrays.stream(one.get()).mapToDouble(took -> took / 1e6).toArray());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a client failed", failed.getCause());
            }
        }
        double[] all = millis.stream().flatMapToDouble(Arrays::stream).toArray();
        Sample sample = Sample.of(all);
        return new Result(
                clients, all.length / (nanos / 1e9), sample.median(), sample.quantile(0.99));
    }

    private static long[] whileTime(long end, int client, Operation operation) throws Exception {
        var took = new Longs();
        for (int i = 0; System.nanoTime() < end; i++) {
            took.add(time(client, i, operation));
        }
        return took.toArray();
    }

    private static long[] share(int total, int clients, int client, Operation operation)
            throws Exception {
        var took = new Longs();
        for (int i = client; i < total; i += clients) {
            took.add(time(client, i, operation));
        }
        return took.toArray();
    }

    private static long time(int client, int number, Operation operation) throws Exception {
        long start = System.nanoTime();
        operation.run(client, number);
        return System.nanoTime() - start;
    }

    /** A growing array; boxing would cost more than what is measured. */
    private static final class Longs {

        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
