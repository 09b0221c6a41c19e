package dev.kaptan.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which taints follow from a Node's conditions. Pure. */
final class NodeTaints {
    static final String NOT_READY = "node.kubernetes.io/not-ready";
    static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    private static final String NO_SCHEDULE = "NoSchedule";
    private static final String NO_EXECUTE = "NoExecute";

    /** Conditions that are bad when true. */
    private static final Map<String, String> BY_CONDITION =
            Map.of(
                    "MemoryPressure", "node.kubernetes.io/memory-pressure",
                    "DiskPressure", "node.kubernetes.io/disk-pressure",
                    "PIDPressure", "node.kubernetes.io/pid-pressure",
                    "NetworkUnavailable", "node.kubernetes.io/network-unavailable");

    private NodeTaints() {}

    /**
     * The taints that the Node should have: others' as they are, and those of its conditions.
     *
     * @param now becomes the time of NoExecute taints that are new, RFC 3339
     */
    static List<Taint> of(Node node, String now) {
        var before = node.getSpec() == null ? List.<Taint>of() : node.getSpec().getTaints();
        var wanted = wanted(node);
        var result = new ArrayList<Taint>();
        for (var taint : before) {
            if (!managed(taint) || wanted.removeIf(each -> same(each, taint))) {
                result.add(taint);
            }
        }
        for (var taint : wanted) {
            boolean timed = NO_EXECUTE.equals(taint.getEffect());
            result.add(timed ? new TaintBuilder(taint).withTimeAdded(now).build() : taint);
        }
        return result;
    }

    private static List<Taint> wanted(Node node) {
        var taints = new ArrayList<Taint>();
        var ready = status(node, "Ready");
        if ("False".equals(ready)) {
            taints.add(taint(NOT_READY, NO_SCHEDULE));
            taints.add(taint(NOT_READY, NO_EXECUTE));
        } else if (!"True".equals(ready)) {
            taints.add(taint(UNREACHABLE, NO_SCHEDULE));
            taints.add(taint(UNREACHABLE, NO_EXECUTE));
        }
        BY_CONDITION.forEach((condition, key) -> {
            if ("True".equals(status(node, condition))) {
                taints.add(taint(key, NO_SCHEDULE));
            }
        });
        if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            taints.add(taint(UNSCHEDULABLE, NO_SCHEDULE));
        }
        return taints;
    }

    private static Taint taint(String key, String effect) {
        return new TaintBuilder().withKey(key).withEffect(effect).build();
    }

    private static boolean managed(Taint taint) {
        boolean readiness = taint.getKey().equals(NOT_READY) || taint.getKey().equals(UNREACHABLE);
        return (NO_SCHEDULE.equals(taint.getEffect())
                        && (readiness
                                || taint.getKey().equals(UNSCHEDULABLE)
                                || BY_CONDITION.containsValue(taint.getKey())))
                || (NO_EXECUTE.equals(taint.getEffect()) && readiness);
    }

    private static boolean same(Taint one, Taint other) {
        return Objects.equals(one.getKey(), other.getKey())
                && Objects.equals(one.getEffect(), other.getEffect());
    }

    private static @Nullable String status(Node node, String type) {
        var condition = condition(node, type);
        return condition == null ? null : condition.getStatus();
    }

    static @Nullable NodeCondition condition(Node node, String type) {
        if (node.getStatus() == null) {
            return null;
        }
        for (var condition : node.getStatus().getConditions()) {
            if (condition.getType().equals(type)) {
                return condition;
            }
        }
        return null;
    }
}
