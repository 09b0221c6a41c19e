package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import java.util.Comparator;
import java.util.List;

/** Drops the oldest empty revisions beyond {@code revisionHistoryLimit}. */
final class HistoryCleanup {
    private HistoryCleanup() {}

    static List<Step> plan(Rollout rollout) {
        Integer limit = rollout.deployment().getSpec().getRevisionHistoryLimit();
        if (limit == null || limit == Integer.MAX_VALUE) {
            return List.of();
        }
        var kept = rollout.older().stream().filter(set -> !Owners.terminating(set)).toList();
        return kept.stream()
                .sorted(Comparator.comparingLong(Annotations::revision))
                .limit(Math.max(0, kept.size() - limit))
                .filter(HistoryCleanup::isEmpty)
                .<Step>map(Step.Delete::new)
                .toList();
    }

    private static boolean isEmpty(ReplicaSet set) {
        return Rollout.size(set) == 0 && Rollout.observed(set) == 0 && Rollout.isObserved(set);
    }
}
