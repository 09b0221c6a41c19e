package dev.kaptan.agent.worker;

import dev.kaptan.agent.probe.Prober;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

/** Has a Pod looked at again when its probes turn, and tells users when one fails. */
public final class WakingListener implements Prober.Listener {
    private final PodEvents events;
    private volatile @Nullable PodWorkers workers;

    public WakingListener(PodEvents events) {
        this.events = events;
    }

    /** The workers, which need the prober to be made before them. */
    public void wake(PodWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void changed(Pod pod) {
        var awake = workers;
        if (awake != null) {
            awake.wake(pod.getMetadata().getUid());
        }
    }

    @Override
    public void unhealthy(Pod pod, String container, String message) {
        events.warning(pod, container, "Unhealthy", message);
    }
}
