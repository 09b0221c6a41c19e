package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a Deployment needs next. Pure: reads the snapshot, never the API.
 *
 * <p>A plan holds what may be done on one snapshot; the changes it causes lead to the next one.
 */
final class DeploymentPlanner {
    private final Rollout rollout;

    private DeploymentPlanner(Rollout rollout) {
        this.rollout = rollout;
    }

    /**
     * What to do now.
     *
     * @param steps in order; empty when the Deployment is as it should be
     * @param lookAgain when the passing of time alone changes the plan, or null
     */
    record Plan(List<Step> steps, @Nullable Duration lookAgain) {
        Plan {
            steps = List.copyOf(steps);
        }
    }

    static Plan plan(Rollout rollout) {
        return new DeploymentPlanner(rollout).plan();
    }

    private Plan plan() {
        if (Owners.terminating(rollout.deployment())) {
            return finish(new ArrayList<>(), false);
        }
        var steps = new ArrayList<>(revise());
        if (steps.isEmpty()) {
            steps.addAll(size());
        }
        if (steps.isEmpty() && (rollout.paused() || complete())) {
            steps.addAll(HistoryCleanup.plan(rollout));
        }
        return finish(steps, true);
    }

    /** What the newest revision needs before sizes are looked at. */
    private List<Step> revise() {
        var newest = rollout.newest();
        if (newest != null) {
            var refreshed = Revision.refresh(rollout, newest);
            return refreshed == null ? List.of() : List.of(new Step.Update(refreshed));
        }
        // Recreate makes the new revision itself, when the last old Pod is gone.
        return rollout.paused() || !Bounds.isRolling(rollout.deployment().getSpec())
                ? List.of()
                : List.of(
                        new Step.Create(
                                Revision.create(rollout, new Sizes(rollout).newestAllowed())));
    }

    private List<Step> size() {
        if (rollout.paused() || Scaling.due(rollout)) {
            return new Scaling(rollout).plan();
        }
        var newest = rollout.newest();
        return newest != null && Bounds.isRolling(rollout.deployment().getSpec())
                ? new RollingUpdate(rollout, newest).plan()
                : new Recreate(rollout).plan();
    }

    private boolean complete() {
        return Progress.complete(rollout, StatusPlanner.counts(rollout));
    }

    /** Adds the revision and the status, which tell of what is, not of what the steps will do. */
    private Plan finish(List<Step> steps, boolean conditions) {
        var before = StatusPlanner.before(rollout);
        var after = StatusPlanner.counts(rollout);
        var progress = new Progress(rollout, before, after);
        if (conditions) {
            Announcements.add(rollout, after, steps);
            if (!rollout.paused()) {
                progress.describe();
            }
        }
        addRevision(steps);
        if (StatusPlanner.differ(before, after)) {
            steps.add(new Step.SetStatus(after));
        }
        return new Plan(steps, conditions && !rollout.paused() ? progress.untilTimeout() : null);
    }

    private void addRevision(List<Step> steps) {
        var revision = revisionAfter(steps);
        if (revision != null
                && !revision.equals(
                        Annotations.of(rollout.deployment()).get(Annotations.REVISION))) {
            steps.add(new Step.SetRevision(revision));
        }
    }

    private @Nullable String revisionAfter(List<Step> steps) {
        for (var step : steps) {
            if (step instanceof Step.Create(ReplicaSet set)) {
                return Annotations.of(set).get(Annotations.REVISION);
            }
        }
        var newest = rollout.newest();
        if (newest == null) {
            return null;
        }
        var refreshed = Revision.refresh(rollout, newest);
        return Annotations.of(refreshed == null ? newest : refreshed).get(Annotations.REVISION);
    }

    /** The status that counts a collision of names, so that the next hash differs. */
    static DeploymentStatus collided(Rollout rollout) {
        var status = StatusPlanner.counts(rollout);
        status.setCollisionCount(StatusConditions.count(status.getCollisionCount()) + 1);
        return status;
    }
}
