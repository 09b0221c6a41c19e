package dev.kaptan.client.work;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes keys off a queue and reconciles them on virtual threads. Failures are retried here, with
 * the key's back-off, and nowhere else.
 */
public final class Controller<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final String name;
    private final WorkQueue<K> queue;
    private final Reconciler<K> reconciler;
    private final QueueMetrics metrics;
    private final List<Thread> workers = new ArrayList<>();

    /**
     * @param workers how many keys are reconciled at the same time
     */
    Controller(
            String name,
            int workers,
            WorkQueue<K> queue,
            Reconciler<K> reconciler,
            QueueMetrics metrics) {
        this.name = name;
        this.queue = queue;
        this.reconciler = reconciler;
        this.metrics = metrics;
        for (int i = 0; i < workers; i++) {
            this.workers.add(Thread.ofVirtual().name(name + "-" + i).unstarted(this::work));
        }
    }

    /** Where handlers put keys. */
    public WorkQueue<K> queue() {
        return queue;
    }

    /** Starts the workers; what was added before is waiting for them. */
    public void start() {
        workers.forEach(Thread::start);
    }

    private void work() {
        try {
            for (K key = queue.take(); key != null; key = queue.take()) {
                process(key);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void process(K key) {
        long begin = System.nanoTime();
        try {
            settle(key, reconciler.reconcile(key));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            report(key, failure);
            queue.retry(key);
        } finally {
            queue.done(key);
            metrics.worked(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void settle(K key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> queue.forget(key);
            case Outcome.Again(Duration after) -> {
                queue.forget(key);
                queue.addAfter(key, after);
            }
            case Outcome.Retry retry -> queue.retry(key);
        }
    }

    private void report(K key, Exception failure) {
        if (expected(failure) || Thread.currentThread().isInterrupted()) {
            LOG.debug("{}: {} failed and is retried: {}", name, key, failure.getMessage());
        } else if (failure instanceof KubernetesClientException) {
            LOG.warn("{}: {} failed and is retried: {}", name, key, failure.getMessage());
        } else {
            LOG.warn("{}: {} failed and is retried", name, key, failure);
        }
    }

    /**
     * A conflict only says that the mirror lagged, and the retry sees the newer object; in a
     * namespace that is being deleted nothing can be made, and its objects go soon.
     */
    private static boolean expected(Exception failure) {
        return failure instanceof KubernetesClientException answer
                && (answer.getCode() == HttpURLConnection.HTTP_CONFLICT
                        || answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                        || namespaceTerminating(answer));
    }

    private static boolean namespaceTerminating(KubernetesClientException answer) {
        var status = answer.getStatus();
        return answer.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                && status != null
                && status.getDetails() != null
                && status.getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    /** Closes the queue and waits a few seconds for the workers, which are interrupted. */
    @Override
    public void close() {
        queue.close();
        workers.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
        try {
            for (var worker : workers) {
                var left = deadline - System.nanoTime();
                if (worker.getState() != Thread.State.NEW && left > 0) {
                    worker.join(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left) + 1));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
