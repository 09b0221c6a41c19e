package dev.kaptan.agent.probe;

import dev.kaptan.agent.action.Actions;
import dev.kaptan.agent.action.Target;
import dev.kaptan.agent.plan.Health;
import dev.kaptan.agent.plan.Health.Verdict;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerState;

import io.fabric8.kubernetes.api.model.Pod;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Keeps one loop for each probe of each running container. */
public final class Prober {

    /** Told of what probes find. */
    public interface Listener {
        void changed(Pod pod);

        /** One probe failed; the verdict may not have changed yet. */
        void unhealthy(Pod pod, String container, String message);
    }

    private record Key(String uid, String containerId, ProbeKind kind) {}

    private final Actions actions;
    private final Listener listener;
    private final ExecutorService threads;
    private final InstantSource clock;
    private final Map<Key, Future<?>> loops = new ConcurrentHashMap<>();
    private final Map<String, Health> health = new ConcurrentHashMap<>();

    public Prober(
            Actions actions, Listener listener, ExecutorService threads, InstantSource clock) {
        this.actions = actions;
        this.listener = listener;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Starts the loops of what runs and stops those of what does not.
     *
     * @param address of the Pod
     */
    public void follow(Pod pod, ObservedPod observed, String address) {
        var uid = pod.getMetadata().getUid();
        var running = observed.running();
        var ids = running.stream().map(Container::id).collect(Collectors.toSet());
        stopAllBut(uid, ids);
        for (var container : running) {
            var spec = PodContainer.named(pod, container.name());
            if (spec != null) {
                follow(pod, new Target(spec, container.id(), address), container);
            }
        }
    }

    private void follow(Pod pod, Target target, Container container) {
        for (var kind : ProbeKind.values()) {
            if (kind.of(target.container()) != null) {
                loops.computeIfAbsent(
                        new Key(container.pod().uid(), container.id(), kind),
                        key -> threads.submit(loop(pod, target, container, kind)));
            }
        }
    }

    private ProbeLoop loop(Pod pod, Target target, Container container, ProbeKind kind) {
        var probe = Objects.requireNonNull(kind.of(target.container()));
        var times = ProbeTimes.of(probe);
        var startedAt = ((ContainerState.Running) container.state()).startedAt();
        return new ProbeLoop(
                times,
                () -> actions.run(probe, target, times.timeout()),
                () -> isDue(target, kind),
                verdict -> judged(pod, container.id(), kind, verdict),
                message ->
                        listener.unhealthy(
                                pod, container.name(), kind.word() + " probe failed: " + message),
                startedAt,
                clock,
                Thread::sleep);
    }

    private boolean isDue(Target target, ProbeKind kind) {
        boolean hasStartup = target.container().spec().getStartupProbe() != null;
        boolean started = of(target.containerId()).startup() == Verdict.SUCCESS;
        return kind == ProbeKind.STARTUP ? !started : !hasStartup || started;
    }

    private void judged(Pod pod, String containerId, ProbeKind kind, Verdict verdict) {
        health.compute(
                containerId, (id, old) -> kind.with(old == null ? Health.UNPROBED : old, verdict));
        listener.changed(pod);
    }

    private Health of(String containerId) {
        return health.getOrDefault(containerId, Health.UNPROBED);
    }

    /** What is known of a Pod's running containers, by container id. */
    public Map<String, Health> health(ObservedPod observed) {
        return observed.running().stream()
                .collect(Collectors.toMap(Container::id, c -> of(c.id())));
    }

    /** The Pod ends: nobody asks any more how it is. */
    public void stop(String uid) {
        stopAllBut(uid, Set.of());
    }

    private void stopAllBut(String uid, Set<String> containerIds) {
        loops.forEach((key, loop) -> {
            if (key.uid.equals(uid) && !containerIds.contains(key.containerId)) {
                loop.cancel(true);
                loops.remove(key);
                health.remove(key.containerId);
            }
        });
    }
}
