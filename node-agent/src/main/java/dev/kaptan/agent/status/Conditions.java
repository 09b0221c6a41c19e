package dev.kaptan.agent.status;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.PodContainer.Role;
import dev.kaptan.agent.spec.PodFacts;
import dev.kaptan.runtime.Sandbox;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The conditions of a Pod that the kubelet owns; those of others are kept as they are. */
final class Conditions {
    private static final Set<String> OWNED =
            Set.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");

    private final StatusInput input;
    private final Pod pod;
    private final String phase;

    Conditions(StatusInput input, String phase) {
        this.input = input;
        this.pod = input.view().pod();
        this.phase = phase;
    }

    List<PodCondition> of(List<ContainerStatus> inits, List<ContainerStatus> mains) {
        var containersReady = containersReady(inits, mains);
        var conditions = new ArrayList<PodCondition>();
        conditions.add(readyToStart());
        conditions.add(initialized(inits));
        conditions.add(ready(containersReady));
        conditions.add(containersReady);
        if (existing("PodScheduled") == null) {
            conditions.add(met("PodScheduled"));
        }
        existing().filter(c -> !OWNED.contains(c.getType())).forEach(conditions::add);
        return conditions;
    }

    private PodCondition readyToStart() {
        var sandbox = input.view().observed().latestSandbox();
        return sandbox != null && hasNetwork(sandbox)
                ? met("PodReadyToStartContainers")
                : condition("PodReadyToStartContainers", "False", null, null);
    }

    private boolean hasNetwork(Sandbox sandbox) {
        return sandbox.running() && (PodFacts.hostNetwork(pod) || sandbox.ip() != null);
    }

    private PodCondition initialized(List<ContainerStatus> statuses) {
        var specs = PodContainer.inits(pod);
        var incomplete = new ArrayList<String>();
        for (int i = 0; i < specs.size(); i++) {
            var status = statuses.get(i);
            boolean through =
                    specs.get(i).role() == Role.SIDECAR ? status.getStarted() : status.getReady();
            if (!through) {
                incomplete.add(status.getName());
            }
        }
        if (phase.equals(Phase.SUCCEEDED)) {
            return condition("Initialized", "True", "PodCompleted", null);
        }
        return incomplete.isEmpty()
                ? met("Initialized")
                : unmet(
                        "Initialized",
                        "ContainersNotInitialized",
                        "containers with incomplete status: " + list(incomplete));
    }

    private PodCondition containersReady(List<ContainerStatus> inits, List<ContainerStatus> mains) {
        if (phase.equals(Phase.SUCCEEDED)) {
            return condition("ContainersReady", "False", "PodCompleted", null);
        }
        if (phase.equals(Phase.FAILED)) {
            return condition("ContainersReady", "False", "PodFailed", null);
        }
        var unready =
                Stream.concat(sidecars(inits), mains.stream())
                        .filter(status -> !status.getReady())
                        .map(ContainerStatus::getName)
                        .toList();
        return unready.isEmpty()
                ? met("ContainersReady")
                : unmet(
                        "ContainersReady",
                        "ContainersNotReady",
                        "containers with unready status: " + list(unready));
    }

    private Stream<ContainerStatus> sidecars(List<ContainerStatus> inits) {
        var names =
                PodContainer.inits(pod).stream()
                        .filter(init -> init.role() == Role.SIDECAR)
                        .map(PodContainer::name)
                        .toList();
        return inits.stream().filter(status -> names.contains(status.getName()));
    }

    private PodCondition ready(PodCondition containersReady) {
        var closed =
                pod.getSpec().getReadinessGates().stream()
                        .map(gate -> gate.getConditionType())
                        .filter(type -> !isTrue(existing(type)))
                        .toList();
        if (closed.isEmpty() || !isTrue(containersReady)) {
            return condition(
                    "Ready",
                    containersReady.getStatus(),
                    containersReady.getReason(),
                    containersReady.getMessage());
        }
        var messages =
                closed.stream()
                        .map(type ->
                                existing(type) == null
                                        ? "corresponding condition of pod readiness gate \"%s\" does not exist."
                                                .formatted(type)
                                        : "the status of pod readiness gate \"%s\" is not \"True\", but False"
                                                .formatted(type));
        return unmet("Ready", "ReadinessGatesNotReady", String.join(", ", messages.toList()));
    }

    private static boolean isTrue(@Nullable PodCondition condition) {
        return condition != null && condition.getStatus().equals("True");
    }

    private static String list(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private PodCondition met(String type) {
        return condition(type, "True", null, null);
    }

    private PodCondition unmet(String type, String reason, String message) {
        return condition(type, "False", reason, message);
    }

    private PodCondition condition(
            String type, String status, @Nullable String reason, @Nullable String message) {
        var before = existing(type);
        var since =
                before != null && Objects.equals(before.getStatus(), status)
                        ? before.getLastTransitionTime()
                        : null;
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(pod.getMetadata().getGeneration())
                .withLastTransitionTime(since == null ? Times.seconds(input.view().now()) : since)
                .build();
    }

    private @Nullable PodCondition existing(String type) {
        return existing().filter(c -> c.getType().equals(type)).findFirst().orElse(null);
    }

    private Stream<PodCondition> existing() {
        return pod.getStatus() == null ? Stream.of() : pod.getStatus().getConditions().stream();
    }
}
