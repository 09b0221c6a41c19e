package dev.kaptan.agent.boot;

import dev.kaptan.agent.node.HostUsage;
import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerUsage;
import dev.kaptan.runtime.PodIdentity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The text of {@code /metrics/resource}, with upstream's names. */
final class ResourceMetrics {
    private static final double NANOS = 1e9;

    private ResourceMetrics() {}

    static String text(HostUsage host, Map<Container, ContainerUsage> usages) {
        var text = new StringBuilder();
        head(text, "container_cpu_usage_seconds_total", "counter");
        usages.forEach((container, usage) ->
                text.append("container_cpu_usage_seconds_total")
                        .append(labels(container))
                        .append(seconds(usage.cpuNanos())));
        head(text, "container_memory_working_set_bytes", "gauge");
        usages.forEach((container, usage) ->
                text.append("container_memory_working_set_bytes")
                        .append(labels(container))
                        .append(usage.memoryWorkingSetBytes())
                        .append('\n'));
        head(text, "node_cpu_usage_seconds_total", "counter");
        text.append("node_cpu_usage_seconds_total ").append(seconds(host.cpuNanos()));
        head(text, "node_memory_working_set_bytes", "gauge");
        text.append("node_memory_working_set_bytes ")
                .append(host.memoryWorkingSetBytes())
                .append('\n');
        head(text, "pod_cpu_usage_seconds_total", "counter");
        byPod(usages, ContainerUsage::cpuNanos)
                .forEach((pod, nanos) ->
                        text.append("pod_cpu_usage_seconds_total")
                                .append(labels(pod))
                                .append(seconds(nanos)));
        head(text, "pod_memory_working_set_bytes", "gauge");
        byPod(usages, ContainerUsage::memoryWorkingSetBytes)
                .forEach((pod, bytes) ->
                        text.append("pod_memory_working_set_bytes")
                                .append(labels(pod))
                                .append(bytes)
                                .append('\n'));
        return text.toString();
    }

    private static Map<PodIdentity, Long> byPod(
            Map<Container, ContainerUsage> usages, ToLongFunction<ContainerUsage> amount) {
        var sums = new LinkedHashMap<PodIdentity, Long>();
        usages.forEach((container, usage) ->
                sums.merge(container.pod(), amount.applyAsLong(usage), Long::sum));
        return sums;
    }

    private static void head(StringBuilder text, String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String labels(Container container) {
        return "{container=\"%s\",namespace=\"%s\",pod=\"%s\"} "
                .formatted(container.name(), container.pod().namespace(), container.pod().name());
    }

    private static String labels(PodIdentity pod) {
        return "{namespace=\"%s\",pod=\"%s\"} ".formatted(pod.namespace(), pod.name());
    }

    private static String seconds(long nanos) {
        return nanos / NANOS + "\n";
    }
}
