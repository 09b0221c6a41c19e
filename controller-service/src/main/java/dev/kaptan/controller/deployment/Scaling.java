package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings a Deployment to another size without rolling it on: what runs keeps its proportions, so
 * that a rollout that was half done, or is paused, stays half done.
 */
final class Scaling {
    private final Rollout rollout;
    private final Sizes sizes;

    Scaling(Rollout rollout) {
        this.rollout = rollout;
        sizes = new Sizes(rollout);
    }

    /** Whether the size was changed since the ReplicaSets were last scaled. */
    static boolean due(Rollout rollout) {
        return active(rollout.all()).stream()
                .map(set -> Annotations.number(set, Annotations.DESIRED_REPLICAS))
                .anyMatch(noted -> noted != null && noted != rollout.desired());
    }

    List<Step> plan() {
        var only = activeOrLatest();
        if (only != null) {
            return sizes.scale(only, rollout.desired());
        }
        if (saturated()) {
            return active(rollout.older()).stream()
                    .flatMap(set -> sizes.scale(set, 0).stream())
                    .toList();
        }
        return Bounds.isRolling(rollout.deployment().getSpec()) ? proportional() : List.of();
    }

    private @Nullable ReplicaSet activeOrLatest() {
        var active = active(rollout.all());
        return switch (active.size()) {
            case 0 ->
                    rollout.newest() != null || rollout.older().isEmpty()
                            ? rollout.newest()
                            : rollout.older().getLast();
            case 1 -> active.getFirst();
            default -> null;
        };
    }

    private boolean saturated() {
        var newest = rollout.newest();
        if (newest == null) {
            return false;
        }
        var noted = Annotations.number(newest, Annotations.DESIRED_REPLICAS);
        return noted != null
                && noted == rollout.desired()
                && Rollout.size(newest) == rollout.desired()
                && Rollout.available(newest) == rollout.desired();
    }

    private List<Step> proportional() {
        var active = active(rollout.all());
        int max = rollout.desired() > 0 ? rollout.desired() + rollout.bounds().surge() : 0;
        int toAdd = max - Rollout.size(active);
        var sorted = active.stream().sorted(largestFirst(toAdd)).toList();
        var wanted = new ArrayList<Integer>();
        int added = 0;
        for (var set : sorted) {
            int share = share(set, toAdd, added);
            wanted.add(Rollout.size(set) + share);
            added += share;
        }
        var steps = new ArrayList<Step>();
        for (int i = 0; i < sorted.size(); i++) {
            int leftover = i == 0 ? toAdd - added : 0;
            steps.addAll(sizes.scale(sorted.get(i), Math.max(0, wanted.get(i) + leftover)));
        }
        return steps;
    }

    /** Rounding favours the largest; among equals the newer grows and the older shrinks first. */
    private static Comparator<ReplicaSet> largestFirst(int toAdd) {
        var byAge =
                Comparator.<ReplicaSet, String>comparing(
                        set -> String.valueOf(set.getMetadata().getCreationTimestamp()));
        return Comparator.<ReplicaSet>comparingInt(Rollout::size)
                .reversed()
                .thenComparing(toAdd > 0 ? byAge.reversed() : byAge)
                .thenComparing(set -> set.getMetadata().getName());
    }

    private int share(ReplicaSet set, int toAdd, int added) {
        if (Rollout.size(set) == 0 || toAdd == added) {
            return 0;
        }
        int fraction = fraction(set);
        int allowed = toAdd - added;
        return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
    }

    private int fraction(ReplicaSet set) {
        int size = Rollout.size(set);
        if (rollout.desired() == 0) {
            return -size;
        }
        int before = maxBefore(set);
        int max = rollout.desired() + rollout.bounds().surge();
        return before == 0 ? 0 : (int) Math.round((double) size * max / before) - size;
    }

    private int maxBefore(ReplicaSet set) {
        var noted = Annotations.number(set, Annotations.MAX_REPLICAS);
        if (noted != null && noted > 0) {
            return noted;
        }
        var status = rollout.deployment().getStatus();
        return status == null || status.getReplicas() == null ? 0 : status.getReplicas();
    }

    private static List<ReplicaSet> active(List<ReplicaSet> sets) {
        return sets.stream().filter(set -> Rollout.size(set) > 0).toList();
    }
}
