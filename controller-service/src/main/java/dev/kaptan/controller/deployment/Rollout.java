package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A Deployment with what it owns, as the mirror showed it at one time.
 *
 * @param newest the ReplicaSet of the current template, or null
 * @param older all others, by age
 * @param pods of all ReplicaSets
 */
record Rollout(
        Deployment deployment,
        @Nullable ReplicaSet newest,
        List<ReplicaSet> older,
        List<Pod> pods,
        Instant now) {
    private static final Comparator<ReplicaSet> BY_AGE =
            Comparator.<ReplicaSet, Instant>comparing(Rollout::created)
                    .thenComparing(set -> set.getMetadata().getName());

    Rollout {
        older = List.copyOf(older);
        pods = List.copyOf(pods);
    }

    /** Finds the newest among the owned: the oldest that has the Deployment's template. */
    static Rollout of(Deployment deployment, List<ReplicaSet> owned, List<Pod> pods, Instant now) {
        var sorted = owned.stream().sorted(BY_AGE).toList();
        var newest =
                sorted.stream()
                        .filter(set ->
                                TemplateHash.same(
                                        set.getSpec().getTemplate(),
                                        deployment.getSpec().getTemplate()))
                        .findFirst()
                        .orElse(null);
        var older = sorted.stream().filter(set -> set != newest).toList();
        return new Rollout(deployment, newest, older, pods, now);
    }

    private static Instant created(ReplicaSet set) {
        var created = Times.parse(set.getMetadata().getCreationTimestamp());
        return created == null ? Instant.MAX : created;
    }

    String name() {
        return deployment.getMetadata().getName();
    }

    int desired() {
        return Bounds.replicas(deployment.getSpec());
    }

    Bounds bounds() {
        return Bounds.of(deployment.getSpec());
    }

    boolean paused() {
        return Boolean.TRUE.equals(deployment.getSpec().getPaused());
    }

    List<ReplicaSet> all() {
        var all = new ArrayList<>(older);
        if (newest != null) {
            all.add(newest);
        }
        return all;
    }

    /** The revision that the newest ReplicaSet has or gets. */
    long nextRevision() {
        return older.stream().mapToLong(Annotations::revision).max().orElse(0) + 1;
    }

    static int size(ReplicaSet set) {
        return set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas();
    }

    static int size(List<ReplicaSet> sets) {
        return sets.stream().mapToInt(Rollout::size).sum();
    }

    static int available(ReplicaSet set) {
        var status = set.getStatus();
        return status == null || status.getAvailableReplicas() == null
                ? 0
                : status.getAvailableReplicas();
    }

    static int available(List<ReplicaSet> sets) {
        return sets.stream().mapToInt(Rollout::available).sum();
    }

    static int observed(ReplicaSet set) {
        var status = set.getStatus();
        return status == null || status.getReplicas() == null ? 0 : status.getReplicas();
    }

    /** Whether the status of the ReplicaSet is of its current specification. */
    static boolean isObserved(ReplicaSet set) {
        Long generation = set.getMetadata().getGeneration();
        Long observed = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
        return generation == null || (observed != null && observed >= generation);
    }
}
