package dev.kaptan.scheduler;

import dev.kaptan.scheduler.model.NodeDescription;
import dev.kaptan.scheduler.model.NodeDescription.Readiness;
import dev.kaptan.scheduler.model.Resources;
import dev.kaptan.scheduler.model.Taint;

import java.util.List;
import java.util.Map;

/** Nodes for tests: ready, with 4 cores, 8 GiB and room for 110 Pods unless said otherwise. */
public final class Nodes {

    private static final Resources ROOM = new Resources(4000, 8L << 30, 0, Map.of());

    private Nodes() {}

    public static NodeDescription node(String name) {
        return node(name, Map.of(), ROOM, Readiness.READY);
    }

    public static NodeDescription labelled(String name, Map<String, String> labels) {
        return node(name, labels, ROOM, Readiness.READY);
    }

    public static NodeDescription holding(String name, long cpuMillis, long memoryBytes) {
        var room = new Resources(cpuMillis, memoryBytes, 0, Map.of());
        return node(name, Map.of(), room, Readiness.READY);
    }

    public static NodeDescription being(String name, Readiness readiness) {
        return node(name, Map.of(), ROOM, readiness);
    }

    public static NodeDescription tainted(String name, Taint... taints) {
        return new NodeDescription(
                name, Map.of(), List.of(taints), false, Readiness.READY, ROOM, 110, Map.of());
    }

    public static NodeDescription cordoned(String name) {
        return new NodeDescription(
                name, Map.of(), List.of(), true, Readiness.READY, ROOM, 110, Map.of());
    }

    public static NodeDescription withImages(String name, Map<String, Long> images) {
        return new NodeDescription(
                name, Map.of(), List.of(), false, Readiness.READY, ROOM, 110, images);
    }

    public static NodeDescription withRoom(String name, Resources room, int maxPods) {
        return new NodeDescription(
                name, Map.of(), List.of(), false, Readiness.READY, room, maxPods, Map.of());
    }

    private static NodeDescription node(
            String name, Map<String, String> labels, Resources room, Readiness readiness) {
        return new NodeDescription(name, labels, List.of(), false, readiness, room, 110, Map.of());
    }
}
