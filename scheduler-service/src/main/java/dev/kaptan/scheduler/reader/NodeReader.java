package dev.kaptan.scheduler.reader;

import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeDescription.Readiness;
import dev.kaptan.scheduler.model.Taint;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads a Node. */
public final class NodeReader {

    private NodeReader() {}

    public static NodeDescription read(Node node) {
        var spec = node.getSpec();
        Map<String, Quantity> allocatable = allocatable(node.getStatus());
        Quantity pods = allocatable.get("pods");
        return new NodeDescription(
                node.getMetadata().getName(),
                node.getMetadata().getLabels() == null ? Map.of() : node.getMetadata().getLabels(),
                spec == null
                        ? List.of()
                        : spec.getTaints().stream().map(NodeReader::taint).toList(),
                spec != null && Boolean.TRUE.equals(spec.getUnschedulable()),
                readiness(node.getStatus()),
                Quantities.resources(allocatable),
                pods == null ? 0 : (int) Math.min(Integer.MAX_VALUE, Quantities.whole(pods, 0)),
                images(node.getStatus()));
    }

    private static Taint taint(io.fabric8.kubernetes.api.model.Taint stated) {
        return new Taint(
                stated.getKey(),
                Objects.requireNonNullElse(stated.getValue(), ""),
                stated.getEffect());
    }

    private static Map<String, Quantity> allocatable(@Nullable NodeStatus status) {
        if (status == null) {
            return Map.of();
        }
        Map<String, Quantity> stated = status.getAllocatable();
        if (stated == null || stated.isEmpty()) {
            stated = status.getCapacity();
        }
        return stated == null ? Map.of() : stated;
    }

    private static Readiness readiness(@Nullable NodeStatus status) {
        if (status == null) {
            return Readiness.READY;
        }
        return status.getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> readiness(condition.getStatus()))
                .findFirst()
                .orElse(Readiness.READY);
    }

    private static Readiness readiness(String conditionStatus) {
        return switch (conditionStatus) {
            case "True" -> Readiness.READY;
            case "False" -> Readiness.NOT_READY;
            default -> Readiness.UNKNOWN;
        };
    }

    private static Map<String, Long> images(@Nullable NodeStatus status) {
        var sizes = new HashMap<String, Long>();
        if (status != null) {
            for (ContainerImage image : status.getImages()) {
                long size = Objects.requireNonNullElse(image.getSizeBytes(), 0L);
                image.getNames().forEach(name -> sizes.put(name, size));
            }
        }
        return sizes;
    }
}
