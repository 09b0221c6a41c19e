package dev.kaptan.agent.boot;

import dev.kaptan.agent.node.HostUsage;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.ContainerUsage;
import dev.kaptan.runtime.PodIdentity;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /metrics/resource} and {@code /stats/summary}: CPU and memory of node, Pods and
 * containers, as metrics-server and its like read them.
 */
@RestController
final class UsageEndpoint {
    private final RuntimeView view;
    private final ContainerRuntime runtime;
    private final String node;

    UsageEndpoint(RuntimeView view, ContainerRuntime runtime, String node) {
        this.view = view;
        this.runtime = runtime;
        this.node = node;
    }

    private Map<Container, ContainerUsage> usages() {
        var usages = new LinkedHashMap<Container, ContainerUsage>();
        view.all().values().stream()
                .flatMap(pod -> pod.running().stream())
                .forEach(container -> {
                    var usage = runtime.usage(container.id());
                    if (usage != null) {
                        usages.put(container, usage);
                    }
                });
        return usages;
    }

    @GetMapping(value = "/metrics/resource", produces = MediaType.TEXT_PLAIN_VALUE)
    String resource() {
        return ResourceMetrics.text(HostUsage.now(), usages());
    }

    @GetMapping(value = "/stats/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> summary() {
        var host = HostUsage.now();
        var pods = new LinkedHashMap<PodIdentity, List<Map<String, Object>>>();
        usages().forEach((container, usage) ->
                pods.computeIfAbsent(container.pod(), pod -> new ArrayList<>())
                        .add(stats(container, usage)));
        return Map.of(
                "node",
                        Map.of(
                                "nodeName", node,
                                "cpu", Map.of("usageCoreNanoSeconds", host.cpuNanos()),
                                "memory", Map.of("workingSetBytes", host.memoryWorkingSetBytes())),
                "pods",
                        pods.entrySet().stream()
                                .map(pod -> stats(pod.getKey(), pod.getValue()))
                                .toList());
    }

    private static Map<String, Object> stats(Container container, ContainerUsage usage) {
        var time = usage.at().toString();
        return Map.of(
                "name", container.name(),
                "cpu", Map.of("time", time, "usageCoreNanoSeconds", usage.cpuNanos()),
                "memory",
                        Map.of(
                                "time", time,
                                "workingSetBytes", usage.memoryWorkingSetBytes(),
                                "rssBytes", usage.memoryRssBytes()));
    }

    private static Map<String, Object> stats(
            PodIdentity pod, List<Map<String, Object>> containers) {
        return Map.of(
                "podRef",
                Map.of("name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()),
                "containers",
                containers);
    }
}
