package dev.kaptan.client.cache;

import dev.kaptan.client.work.Backoff;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The informers of a component: one per resource, shared by all who ask for it.
 *
 * <p>Ask for informers, add indexes and handlers, then {@link #start()}. One that is asked for
 * later starts at once. Each costs one virtual thread blocked on its watch.
 */
public final class Informers implements AutoCloseable {
    private static final Backoff BACKOFF =
            Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(10)).jittered(0.2);

    private final KubernetesClient client;
    private final Map<Resource<?>, Running<?>> all = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean started;

    public Informers(KubernetesClient client) {
        this.client = client;
    }

    /** The informer of a type over all namespaces. */
    public <T extends HasMetadata> Informer<T> of(Class<T> type) {
        return of(Resource.of(type));
    }

    /** The informer of a resource; the same one for an equal resource. */
    @SuppressWarnings("unchecked") // the resource names the type
    public <T extends HasMetadata> Informer<T> of(Resource<T> resource) {
        lock.lock();
        try {
            return (Informer<T>) all.computeIfAbsent(resource, absent -> create(resource)).informer;
        } finally {
            lock.unlock();
        }
    }

    private <T extends HasMetadata> Running<T> create(Resource<T> resource) {
        var running = new Running<>(client, resource);
        if (started) {
            running.start();
        }
        return running;
    }

    /** Starts listing and watching; returns at once, also when the server is not there yet. */
    public void start() {
        lock.lock();
        try {
            if (!started) {
                started = true;
                all.values().forEach(Running::start);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every informer has its first list; false when that took longer. */
    public boolean awaitSync(Duration atMost) throws InterruptedException {
        var deadline = Instant.now().plus(atMost);
        for (var informer : informers()) {
            if (!informer.awaitSync(Duration.between(Instant.now(), deadline))) {
                return false;
            }
        }
        return true;
    }

    /** The paths that have not been listed yet: what a health check names. */
    public List<String> unsynced() {
        return informers().stream()
                .filter(informer -> !informer.synced())
                .map(informer -> informer.resource().path())
                .toList();
    }

    private List<Informer<?>> informers() {
        lock.lock();
        try {
            return all.values().stream().<Informer<?>>map(running -> running.informer).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Stops watching a resource and forgets its informer. */
    public void stop(Resource<?> resource) {
        lock.lock();
        try {
            var running = all.remove(resource);
            if (running != null) {
                running.stop();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            all.values().forEach(Running::stop);
            all.clear();
        } finally {
            lock.unlock();
        }
    }

    private static final class Running<T extends HasMetadata> {
        private final Informer<T> informer;
        private final Reflector<T> reflector;
        private final Thread thread;

        Running(KubernetesClient client, Resource<T> resource) {
            informer = new Informer<>(resource);
            reflector = new Reflector<>(new ListWatch<>(client, resource), informer, BACKOFF);
            thread = Thread.ofVirtual().name("watch " + resource.path()).unstarted(reflector);
        }

        void start() {
            thread.start();
        }

        void stop() {
            reflector.stop();
            thread.interrupt();
        }
    }
}
