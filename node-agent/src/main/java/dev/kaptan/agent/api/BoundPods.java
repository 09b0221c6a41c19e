package dev.kaptan.agent.api;

import dev.kaptan.agent.worker.PodSource;
import dev.kaptan.client.cache.Index;
import dev.kaptan.client.cache.Informer;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Pods that are bound to this node, as the informer mirrors them. */
public final class BoundPods implements PodSource {
    private static final String BY_UID = "uid";

    private final Informer<Pod> informer;

    public BoundPods(Informer<Pod> informer) {
        this.informer =
                informer.index(new Index<>(BY_UID, pod -> List.of(pod.getMetadata().getUid())));
    }

    @Override
    public @Nullable Pod pod(String uid) {
        var found = informer.store().by(BY_UID, uid);
        return found.isEmpty() ? null : found.getFirst();
    }

    public @Nullable Pod pod(String namespace, String name) {
        return informer.store().get(namespace, name);
    }

    public List<Pod> all() {
        return List.copyOf(informer.store().list());
    }

    public Set<String> uids() {
        return informer.store().list().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    /** Whether the list is complete: before that, a Pod that is missing may still exist. */
    public boolean synced() {
        return informer.synced();
    }

    /** Waits until the list is complete; false when that took longer. */
    public boolean awaitSync(Duration atMost) throws InterruptedException {
        return informer.awaitSync(atMost);
    }
}
