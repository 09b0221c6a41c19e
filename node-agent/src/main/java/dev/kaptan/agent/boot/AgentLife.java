package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.node.NodeReporter;
import dev.kaptan.agent.volume.PodVolumes;
import dev.kaptan.agent.worker.PodWorkers;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.cache.Resource;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.Subscription;

import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Starts the agent's loops when the API serves, and ends them before it stops. */
final class AgentLife implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLife.class);

    /** Changes are looked at this late, so that a burst of them costs one look. */
    private static final Duration GATHER = Duration.ofMillis(30);

    private static final Duration RELIST = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Informers informers;
    private final Resource<Pod> boundPods;
    private final BoundPods pods;
    private final RuntimeView view;
    private final PodVolumes volumes;
    private final PodWorkers workers;
    private final ContainerRuntime runtime;
    private final NodeReporter reporter;
    private final ExecutorService threads;
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean running;
    private String lastFailure = "";
    private @Nullable Subscription subscription;

    AgentLife(
            Informers informers,
            Resource<Pod> boundPods,
            BoundPods pods,
            RuntimeView view,
            PodVolumes volumes,
            PodWorkers workers,
            ContainerRuntime runtime,
            NodeReporter reporter,
            ExecutorService threads) {
        this.informers = informers;
        this.boundPods = boundPods;
        this.pods = pods;
        this.view = view;
        this.volumes = volumes;
        this.workers = workers;
        this.runtime = runtime;
        this.reporter = reporter;
        this.threads = threads;
    }

    @Override
    public void start() {
        running = true;
        threads.execute(reporter);
        subscription = runtime.onChange(id -> changed.release());
        informers.start();
        threads.execute(this::follow);
    }

    /** Pods are handed out only once both sides are known: what runs is adopted, not orphaned. */
    private void follow() {
        try {
            while (!pods.synced() || !look()) {
                Thread.sleep(pods.synced() ? RETRY : GATHER);
            }
            informers.of(boundPods).handle(Handler.onAny(pod -> wake(pod)));
            view.onChange(workers::wake);
            wakeAll();
            while (running) {
                boolean hinted = changed.tryAcquire(RELIST.toMillis(), TimeUnit.MILLISECONDS);
                Thread.sleep(GATHER);
                changed.drainPermits();
                look();
                if (!hinted) {
                    wakeAll();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake(Pod pod) {
        workers.wake(pod.getMetadata().getUid());
    }

    private boolean look() {
        try {
            view.look();
            lastFailure = "";
            return true;
        } catch (RuntimeFailure failure) {
            tellOnce(String.valueOf(failure.getMessage()));
            return false;
        }
    }

    /** An engine that stays away is news once, not at every look. */
    private void tellOnce(String message) {
        if (!message.equals(lastFailure)) {
            LOG.warn("the container runtime does not answer: {}", message);
            lastFailure = message;
        }
    }

    /** Everybody who is known to the API, the runtime or the disk. */
    private void wakeAll() {
        var uids = new HashSet<>(pods.uids());
        uids.addAll(view.all().keySet());
        uids.addAll(volumes.uids());
        uids.forEach(workers::wake);
    }

    @Override
    public void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
        }
        workers.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
