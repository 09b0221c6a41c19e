package dev.kaptan.scheduler.model;

import java.util.List;

/**
 * What a Pod takes from its Node. {@code scored} counts containers without requests with a small
 * assumed need, so that Pods which ask for nothing still spread (upstream: 100m CPU, 200 MB).
 */
public record PodDemand(
        Resources requests,
        long scoredCpuMillis,
        long scoredMemoryBytes,
        List<HostPort> hostPorts,
        List<String> images) {

    public static final PodDemand NOTHING =
            new PodDemand(Resources.NONE, 0, 0, List.of(), List.of());

    public PodDemand {
        hostPorts = List.copyOf(hostPorts);
        images = List.copyOf(images);
    }
}
