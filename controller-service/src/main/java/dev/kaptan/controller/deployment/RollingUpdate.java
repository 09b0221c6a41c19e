package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces Pods of older revisions by new ones within the bounds: one growing or shrinking step at
 * a time, the next after the mirror shows this one.
 */
final class RollingUpdate {
    private final Rollout rollout;
    private final ReplicaSet newest;
    private final Sizes sizes;

    RollingUpdate(Rollout rollout, ReplicaSet newest) {
        this.rollout = rollout;
        this.newest = newest;
        sizes = new Sizes(rollout);
    }

    List<Step> plan() {
        var up = scaleNewest();
        return up.isEmpty() ? scaleOlder() : up;
    }

    private List<Step> scaleNewest() {
        int size = Rollout.size(newest);
        if (size == rollout.desired()) {
            return List.of();
        }
        int wanted = size > rollout.desired() ? rollout.desired() : sizes.newestAllowed();
        return wanted == size ? List.of() : sizes.scale(newest, wanted);
    }

    /**
     * Waits while a ReplicaSet has not seen its last size: its count of available Pods is then of
     * another time, and could cost more Pods than allowed.
     */
    private List<Step> scaleOlder() {
        if (!rollout.all().stream().allMatch(Rollout::isObserved)) {
            return List.of();
        }
        int minAvailable = rollout.desired() - rollout.bounds().unavailable();
        int newestUnavailable = Rollout.size(newest) - Rollout.available(newest);
        int removable = Rollout.size(rollout.all()) - minAvailable - newestUnavailable;
        if (removable <= 0) {
            return List.of();
        }
        var wanted = new HashMap<String, Integer>();
        dropUnhealthy(wanted, removable);
        dropAvailable(wanted, minAvailable);
        return steps(wanted);
    }

    /** Pods that do not work are replaced first: losing them costs no availability. */
    private void dropUnhealthy(Map<String, Integer> wanted, int removable) {
        int left = removable;
        for (var set : rollout.older()) {
            int unhealthy = Math.max(0, Rollout.size(set) - Rollout.available(set));
            int dropped = Math.min(unhealthy, left);
            wanted.put(name(set), Rollout.size(set) - dropped);
            left -= dropped;
        }
    }

    private void dropAvailable(Map<String, Integer> wanted, int minAvailable) {
        int left = Rollout.available(rollout.all()) - minAvailable;
        for (var set : rollout.older()) {
            int dropped = Math.clamp(left, 0, wanted.getOrDefault(name(set), 0));
            wanted.merge(name(set), -dropped, Integer::sum);
            left -= dropped;
        }
    }

    private List<Step> steps(Map<String, Integer> wanted) {
        var steps = new ArrayList<Step>();
        for (var set : rollout.older()) {
            int size = wanted.getOrDefault(name(set), Rollout.size(set));
            if (size != Rollout.size(set)) {
                steps.addAll(sizes.scale(set, size));
            }
        }
        return steps;
    }

    private static String name(ReplicaSet set) {
        return set.getMetadata().getName();
    }
}
