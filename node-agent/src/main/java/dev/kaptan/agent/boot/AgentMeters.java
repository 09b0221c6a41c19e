package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.plan.ObservedPod;
import dev.kaptan.agent.worker.RuntimeView;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The kubelet's meters that dashboards know. */
final class AgentMeters implements MeterBinder {
    private final BoundPods pods;
    private final RuntimeView view;

    AgentMeters(BoundPods pods, RuntimeView view) {
        this.pods = pods;
        this.view = view;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("kubelet.desired.pods", pods, p -> p.all().size())
                .description("Pods that the API has bound to this node")
                .register(registry);
        Gauge.builder("kubelet.running.pods", view, AgentMeters::runningPods)
                .description("Pods with a running sandbox or container")
                .register(registry);
        Gauge.builder("kubelet.running.containers", view, AgentMeters::runningContainers)
                .tag("container_state", "running")
                .description("Containers that run")
                .register(registry);
    }

    private static double runningPods(RuntimeView view) {
        return view.all().values().stream().filter(ObservedPod::runsAnything).count();
    }

    private static double runningContainers(RuntimeView view) {
        return view.all().values().stream().mapToInt(pod -> pod.running().size()).sum();
    }
}
