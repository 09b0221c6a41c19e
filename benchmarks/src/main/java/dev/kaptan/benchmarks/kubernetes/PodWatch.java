package dev.kaptan.benchmarks.kubernetes;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.cache.Resource;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Watches the Pods of a namespace until enough of them have come to where one waits for. */
final class PodWatch implements AutoCloseable {

    static final Predicate<Pod> CREATED = pod -> true;
    static final Predicate<Pod> BOUND = pod -> pod.getSpec().getNodeName() != null;
    static final Predicate<Pod> READY =
            pod ->
                    pod.getStatus() != null
                            && pod.getStatus().getConditions().stream()
                                    .filter(condition -> "Ready".equals(condition.getType()))
                                    .anyMatch(condition -> "True".equals(condition.getStatus()));

    private final Informers informers;
    private final String namespace;

    PodWatch(Api api, String namespace) {
        this.informers = new Informers(api.client());
        this.namespace = namespace;
    }

    /** Counts down once for each Pod that the predicate holds for; to be called before start. */
    CountDownLatch counting(int pods, Predicate<Pod> predicate) {
        var latch = new CountDownLatch(pods);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        informers
                .of(Resource.in(namespace, Pod.class))
                .handle(
                        Handler.onAny(pod -> {
                            if (predicate.test(pod) && seen.add(pod.getMetadata().getUid())) {
                                latch.countDown();
                            }
                        }));
        return latch;
    }

    void start() throws InterruptedException {
        informers.start();
        if (!informers.awaitSync(Duration.ofSeconds(30))) {
            throw new IllegalStateException("no list of Pods within 30 s");
        }
    }

    /** Seconds since {@code startNanos} when the latch opened. */
    static double await(CountDownLatch latch, long startNanos, Duration atMost, String what)
            throws InterruptedException {
        if (!latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    latch.getCount() + " Pods are not " + what + " after " + atMost);
        }
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void close() {
        informers.close();
    }
}
