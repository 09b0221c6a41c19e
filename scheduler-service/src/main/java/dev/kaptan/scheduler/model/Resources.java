package dev.kaptan.scheduler.model;

import java.util.HashMap;
import java.util.Map;

/**
 * An amount of everything a Node can give. CPU in thousandths of a core, memory and ephemeral
 * storage in bytes, extended resources (huge pages, devices) in their own whole units.
 */
public record Resources(
        long cpuMillis, long memoryBytes, long ephemeralBytes, Map<String, Long> extended) {

    public static final Resources NONE = new Resources(0, 0, 0, Map.of());

    public Resources {
        extended = Map.copyOf(extended);
    }

    public Resources plus(Resources other) {
        return new Resources(
                cpuMillis + other.cpuMillis,
                memoryBytes + other.memoryBytes,
                ephemeralBytes + other.ephemeralBytes,
                merged(other.extended, 1));
    }

    public Resources minus(Resources other) {
        return new Resources(
                cpuMillis - other.cpuMillis,
                memoryBytes - other.memoryBytes,
                ephemeralBytes - other.ephemeralBytes,
                merged(other.extended, -1));
    }

    /** The larger amount of each resource: what two needs that never coincide take together. */
    public Resources max(Resources other) {
        var larger = new HashMap<>(extended);
        other.extended.forEach((name, amount) -> larger.merge(name, amount, Math::max));
        return new Resources(
                Math.max(cpuMillis, other.cpuMillis),
                Math.max(memoryBytes, other.memoryBytes),
                Math.max(ephemeralBytes, other.ephemeralBytes),
                larger);
    }

    public long extended(String name) {
        return extended.getOrDefault(name, 0L);
    }

    private Map<String, Long> merged(Map<String, Long> others, int sign) {
        if (others.isEmpty()) {
            return extended;
        }
        var sum = new HashMap<>(extended);
        others.forEach((name, amount) -> sum.merge(name, sign * amount, Long::sum));
        sum.values().removeIf(amount -> amount == 0);
        return sum;
    }
}
