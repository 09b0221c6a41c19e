package dev.kaptan.scheduler.model;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A Pod as the scheduler sees it. Everything that is the same for all Nodes has been computed.
 *
 * @param owner uid of the controlling object: its Pods are spread over Nodes; null for a bare Pod
 * @param mayPreempt whether Pods of lower priority may have to go for it
 * @param schedulerName who is to place it
 */
public record PodInfo(
        PodName name,
        Map<String, String> labels,
        @Nullable String owner,
        int priority,
        boolean mayPreempt,
        String schedulerName,
        PodDemand demand,
        PlacementRules rules,
        PodStage stage) {

    public PodInfo {
        labels = Map.copyOf(labels);
    }

    public String uid() {
        return name.uid();
    }

    /** The Node it is bound to; to be asked of bound Pods only. */
    public String nodeName() {
        if (stage.nodeName() == null) {
            throw new IllegalStateException("Pod " + name + " is not bound");
        }
        return stage.nodeName();
    }

    /** The same Pod as it will be once its binding has reached us. */
    public PodInfo boundTo(String nodeName) {
        var bound =
                new PodStage(
                        nodeName,
                        stage.terminating(),
                        stage.finished(),
                        stage.gates(),
                        stage.unschedulableMessage());
        return new PodInfo(
                name, labels, owner, priority, mayPreempt, schedulerName, demand, rules, bound);
    }

    /** Whether the other one differs in anything that a scheduling decision may depend on. */
    public boolean asksTheSameAs(PodInfo other) {
        return labels.equals(other.labels)
                && demand.equals(other.demand)
                && rules.equals(other.rules)
                && stage.gates().equals(other.stage.gates());
    }
}
