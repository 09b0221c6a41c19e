package dev.kaptan.scheduler;

import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;
import dev.kaptan.scheduler.model.PodStage;
import dev.kaptan.scheduler.model.Resources;

import java.util.List;
import java.util.Map;

/** Pods for tests: each method changes one thing of a Pod that asks for nothing. */
public final class Pods {

    private Pods() {}

    public static PodInfo pod(String name) {
        return new PodInfo(
                new PodName("default", name, "uid-" + name),
                Map.of(),
                null,
                0,
                true,
                "default-scheduler",
                PodDemand.NOTHING,
                PlacementRules.NONE,
                PodStage.NEW);
    }

    public static PodInfo priority(PodInfo pod, int priority) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                pod.owner(),
                priority,
                pod.mayPreempt(),
                pod.schedulerName(),
                pod.demand(),
                pod.rules(),
                pod.stage());
    }

    public static PodInfo owner(PodInfo pod, String owner) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                owner,
                pod.priority(),
                pod.mayPreempt(),
                pod.schedulerName(),
                pod.demand(),
                pod.rules(),
                pod.stage());
    }

    public static PodInfo demand(PodInfo pod, PodDemand demand) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                pod.owner(),
                pod.priority(),
                pod.mayPreempt(),
                pod.schedulerName(),
                demand,
                pod.rules(),
                pod.stage());
    }

    public static PodInfo asking(PodInfo pod, long cpuMillis, long memoryBytes) {
        var requests = new Resources(cpuMillis, memoryBytes, 0, Map.of());
        return demand(pod, new PodDemand(requests, cpuMillis, memoryBytes, List.of(), List.of()));
    }

    public static PodInfo rules(PodInfo pod, PlacementRules rules) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                pod.owner(),
                pod.priority(),
                pod.mayPreempt(),
                pod.schedulerName(),
                pod.demand(),
                rules,
                pod.stage());
    }

    public static PodInfo stage(PodInfo pod, PodStage stage) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                pod.owner(),
                pod.priority(),
                pod.mayPreempt(),
                pod.schedulerName(),
                pod.demand(),
                pod.rules(),
                stage);
    }

    public static PodInfo gated(PodInfo pod, String... gates) {
        return stage(pod, new PodStage(null, false, false, List.of(gates), null));
    }

    public static PodInfo of(PodInfo pod, String schedulerName) {
        return new PodInfo(
                pod.name(),
                pod.labels(),
                pod.owner(),
                pod.priority(),
                pod.mayPreempt(),
                schedulerName,
                pod.demand(),
                pod.rules(),
                pod.stage());
    }
}
