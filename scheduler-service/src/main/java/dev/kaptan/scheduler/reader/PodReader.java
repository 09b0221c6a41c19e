package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.HostPort;
import dev.kaptan.scheduler.model.PlacementRules;
import dev.kaptan.scheduler.model.PodDemand;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.model.PodName;
import dev.kaptan.scheduler.model.PodStage;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.model.Toleration;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodSpec;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a Pod. */
public final class PodReader {

    private PodReader() {}

    /** Throws IllegalArgumentException with the field and value that make no sense. */
    public static PodInfo read(Pod pod) {
        var meta = pod.getMetadata();
        PodSpec spec = pod.getSpec();
        return new PodInfo(
                new PodName(meta.getNamespace(), meta.getName(), meta.getUid()),
                meta.getLabels() == null ? Map.of() : meta.getLabels(),
                controllerOf(pod),
                Objects.requireNonNullElse(spec.getPriority(), 0),
                !"Never".equals(spec.getPreemptionPolicy()),
                Objects.requireNonNullElse(spec.getSchedulerName(), "default-scheduler"),
                demand(spec),
                rules(pod),
                stage(pod));
    }

    private static @Nullable String controllerOf(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .findFirst()
                .orElse(null);
    }

    private static PodDemand demand(PodSpec spec) {
        Resources assumed = PodRequests.assumed(spec);
        return new PodDemand(
                PodRequests.asked(spec),
                assumed.cpuMillis(),
                assumed.memoryBytes(),
                hostPorts(spec),
                spec.getContainers().stream().map(Container::getImage).distinct().toList());
    }

    private static List<HostPort> hostPorts(PodSpec spec) {
        var sidecars =
                spec.getInitContainers().stream()
                        .filter(init -> "Always".equals(init.getRestartPolicy()));
        return Stream.concat(spec.getContainers().stream(), sidecars)
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
                .map(PodReader::hostPort)
                .toList();
    }

    private static HostPort hostPort(ContainerPort port) {
        return new HostPort(
                Objects.requireNonNullElse(port.getProtocol(), ""),
                Objects.requireNonNullElse(port.getHostIP(), ""),
                port.getHostPort());
    }

    private static PlacementRules rules(Pod pod) {
        PodSpec spec = pod.getSpec();
        var affinity = spec.getAffinity() == null ? null : spec.getAffinity().getNodeAffinity();
        return new PlacementRules(
                spec.getNodeSelector() == null ? Map.of() : spec.getNodeSelector(),
                Affinities.required(affinity),
                Affinities.preferred(affinity),
                spec.getTolerations().stream().map(PodReader::toleration).toList(),
                NeighbourReader.read(pod));
    }

    private static Toleration toleration(io.fabric8.kubernetes.api.model.Toleration stated) {
        return new Toleration(
                Objects.requireNonNullElse(stated.getKey(), ""),
                "Exists".equals(stated.getOperator())
                        ? Toleration.Operator.EXISTS
                        : Toleration.Operator.EQUAL,
                Objects.requireNonNullElse(stated.getValue(), ""),
                Objects.requireNonNullElse(stated.getEffect(), ""));
    }

    private static PodStage stage(Pod pod) {
        String nodeName = pod.getSpec().getNodeName();
        return new PodStage(
                nodeName == null || nodeName.isEmpty() ? null : nodeName,
                pod.getMetadata().getDeletionTimestamp() != null,
                finished(pod),
                pod.getSpec().getSchedulingGates().stream()
                        .map(PodSchedulingGate::getName)
                        .toList(),
                unschedulableMessage(pod));
    }

    private static boolean finished(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private static @Nullable String unschedulableMessage(Pod pod) {
        if (pod.getStatus() == null) {
            return null;
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> Objects.requireNonNullElse(condition.getMessage(), ""))
                .findFirst()
                .orElse(null);
    }
}
