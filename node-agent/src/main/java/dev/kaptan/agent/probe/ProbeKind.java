package dev.kaptan.agent.probe;

import dev.kaptan.agent.plan.Health;
import dev.kaptan.agent.plan.Health.Verdict;
import dev.kaptan.agent.spec.PodContainer;

import io.fabric8.kubernetes.api.model.Probe;

import org.jspecify.annotations.Nullable;

/** The three questions that a probe can answer. */
enum ProbeKind {
    STARTUP("Startup"),
    LIVENESS("Liveness"),
    READINESS("Readiness");

    private final String word;

    ProbeKind(String word) {
        this.word = word;
    }

    /** As events name it. */
    String word() {
        return word;
    }

    @Nullable Probe of(PodContainer container) {
        return switch (this) {
            case STARTUP -> container.spec().getStartupProbe();
            case LIVENESS -> container.spec().getLivenessProbe();
            case READINESS -> container.spec().getReadinessProbe();
        };
    }

    Health with(Health health, Verdict verdict) {
        return switch (this) {
            case STARTUP -> health.withStartup(verdict);
            case LIVENESS -> health.withLiveness(verdict);
            case READINESS -> health.withReadiness(verdict);
        };
    }
}
