package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;

import org.jspecify.annotations.Nullable;

/**
 * How far a rollout may go above and below the desired size, in Pods.
 *
 * @param surge how many Pods more
 * @param unavailable how many available Pods fewer
 */
record Bounds(int surge, int unavailable) {
    static final String ROLLING = "RollingUpdate";

    static Bounds of(DeploymentSpec spec) {
        int replicas = replicas(spec);
        var strategy = spec.getStrategy();
        if (!isRolling(spec)) {
            return new Bounds(0, 0);
        }
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        int surge = scaled(rolling == null ? null : rolling.getMaxSurge(), replicas, true);
        int unavailable =
                scaled(rolling == null ? null : rolling.getMaxUnavailable(), replicas, false);
        if (surge == 0 && unavailable == 0) {
            // Percentages of a small size may both round to nothing, which could never progress.
            unavailable = 1;
        }
        return new Bounds(surge, Math.min(unavailable, replicas));
    }

    static boolean isRolling(DeploymentSpec spec) {
        var strategy = spec.getStrategy();
        return strategy == null || strategy.getType() == null || strategy.getType().equals(ROLLING);
    }

    static int replicas(DeploymentSpec spec) {
        return spec.getReplicas() == null ? 1 : spec.getReplicas();
    }

    /** Surge rounds up and unavailability down: percentages never cost more than they say. */
    private static int scaled(@Nullable IntOrString value, int of, boolean up) {
        if (value == null) {
            return scaled(new IntOrString("25%"), of, up);
        }
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        var text = value.getStrVal();
        if (text == null || !text.endsWith("%")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number nor a percentage");
        }
        long percent = Long.parseLong(text.substring(0, text.length() - 1));
        return (int) (up ? Math.ceilDiv(percent * of, 100L) : percent * of / 100);
    }
}
