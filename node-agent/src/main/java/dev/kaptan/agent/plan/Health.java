package dev.kaptan.agent.plan;

/** What the probes of one running container found so far. */
public record Health(Verdict startup, Verdict liveness, Verdict readiness) {

    public enum Verdict {
        UNKNOWN,
        SUCCESS,
        FAILURE
    }

    /** Nothing probed yet: alive until proven otherwise, not started and not ready. */
    public static final Health UNPROBED =
            new Health(Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN);

    public Health withStartup(Verdict verdict) {
        return new Health(verdict, liveness, readiness);
    }

    public Health withLiveness(Verdict verdict) {
        return new Health(startup, verdict, readiness);
    }

    public Health withReadiness(Verdict verdict) {
        return new Health(startup, liveness, verdict);
    }
}
