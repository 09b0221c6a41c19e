package dev.kaptan.runtime;

/**
 * What a container may use.
 *
 * @param cpuShares weight among its siblings, at least 2 (cgroup v1 scale: 1024 a CPU)
 * @param cpuQuotaMicros CPU time for each period, 0 for no limit
 * @param cpuPeriodMicros length of the period, 0 with no limit
 * @param memoryLimitBytes 0 for no limit; swap is never granted
 * @param oomScoreAdjust -1000 (killed last) to 1000 (killed first)
 */
public record Resources(
        long cpuShares,
        long cpuQuotaMicros,
        long cpuPeriodMicros,
        long memoryLimitBytes,
        int oomScoreAdjust) {

    public Resources {
        Checks.between("cpuShares", cpuShares, 2, 262_144);
        Checks.notNegative("cpuQuotaMicros", cpuQuotaMicros);
        Checks.notNegative("cpuPeriodMicros", cpuPeriodMicros);
        Checks.notNegative("memoryLimitBytes", memoryLimitBytes);
        Checks.between("oomScoreAdjust", oomScoreAdjust, -1000, 1000);
        if (cpuQuotaMicros > 0 && cpuPeriodMicros == 0) {
            throw new IllegalArgumentException(
                    "cpuPeriodMicros must be given with cpuQuotaMicros " + cpuQuotaMicros);
        }
    }

    /** No limits, least weight, killed first: what a best-effort container gets. */
    public static Resources bestEffort() {
        return new Resources(2, 0, 0, 0, 1000);
    }
}
