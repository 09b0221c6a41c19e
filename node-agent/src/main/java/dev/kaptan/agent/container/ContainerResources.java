package dev.kaptan.agent.container;

import dev.kaptan.agent.spec.PodContainer;
import dev.kaptan.agent.spec.QosClass;
import dev.kaptan.runtime.Resources;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Requests and limits in the words of cgroups, by upstream's formulas. */
final class ContainerResources {
    private static final long SHARES_PER_CPU = 1024;
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long PERIOD_MICROS = 100_000;
    private static final long LEAST_QUOTA_MICROS = 1_000;
    private static final int GUARANTEED_OOM_SCORE = -997;
    private static final int BEST_EFFORT_OOM_SCORE = 1000;

    private ContainerResources() {}

    /**
     * @param nodeMemory bytes of memory that the node has
     */
    static Resources of(Pod pod, PodContainer container, long nodeMemory) {
        var requests = map(container, true);
        var limits = map(container, false);
        long cpuLimit = milli(limits.get("cpu"));
        long cpuRequest = requests.containsKey("cpu") ? milli(requests.get("cpu")) : cpuLimit;
        long memoryLimit = bytes(limits.get("memory"));
        long memoryRequest =
                requests.containsKey("memory") ? bytes(requests.get("memory")) : memoryLimit;
        return new Resources(
                shares(cpuRequest),
                quota(cpuLimit),
                cpuLimit == 0 ? 0 : PERIOD_MICROS,
                memoryLimit,
                oomScore(QosClass.of(pod), memoryRequest, nodeMemory));
    }

    private static long shares(long milli) {
        return Math.clamp(milli * SHARES_PER_CPU / 1000, LEAST_SHARES, MOST_SHARES);
    }

    private static long quota(long milli) {
        return milli == 0 ? 0 : Math.max(LEAST_QUOTA_MICROS, milli * PERIOD_MICROS / 1000);
    }

    /** The larger its share of the node's memory, the later a burstable container is killed. */
    static int oomScore(QosClass qos, long memoryRequest, long nodeMemory) {
        return switch (qos) {
            case GUARANTEED -> GUARANTEED_OOM_SCORE;
            case BEST_EFFORT -> BEST_EFFORT_OOM_SCORE;
            case BURSTABLE ->
                    (int)
                            Math.clamp(
                                    BEST_EFFORT_OOM_SCORE - 1000 * memoryRequest / nodeMemory,
                                    1000 + GUARANTEED_OOM_SCORE,
                                    BEST_EFFORT_OOM_SCORE - 1);
        };
    }

    private static Map<String, Quantity> map(PodContainer container, boolean requests) {
        var resources = container.spec().getResources();
        if (resources == null) {
            return Map.of();
        }
        var map = requests ? resources.getRequests() : resources.getLimits();
        return map == null ? Map.of() : map;
    }

    private static long milli(@Nullable Quantity quantity) {
        return rounded(quantity, BigDecimal.valueOf(1000));
    }

    private static long bytes(@Nullable Quantity quantity) {
        return rounded(quantity, BigDecimal.ONE);
    }

    private static long rounded(@Nullable Quantity quantity, BigDecimal unit) {
        return quantity == null
                ? 0
                : Quantity.getAmountInBytes(quantity)
                        .multiply(unit)
                        .setScale(0, RoundingMode.CEILING)
                        .longValue();
    }
}
