package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A Deployment with ReplicaSets whose Pods come up and go at random; carries steps out. */
final class FakeCluster {
    private final Map<String, ReplicaSet> sets = new LinkedHashMap<>();
    private final SplittableRandom random;
    private Deployment deployment;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    FakeCluster(SplittableRandom random, int replicas) {
        this.random = random;
        deployment =
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace("space")
                        .withName("web")
                        .withUid("web-uid")
                        .withGeneration(1L)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withRevisionHistoryLimit(2)
                        .withProgressDeadlineSeconds(600)
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", "web"))
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(Map.of("app", "web"))
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("image:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build();
    }

    Deployment deployment() {
        return deployment;
    }

    List<ReplicaSet> sets() {
        return List.copyOf(sets.values());
    }

    void edit(DeploymentBuilder changed) {
        deployment =
                changed.editMetadata()
                        .withGeneration(deployment.getMetadata().getGeneration() + 1)
                        .endMetadata()
                        .build();
    }

    void image(String image) {
        edit(
                new DeploymentBuilder(deployment)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage(image)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec());
    }

    void replicas(int replicas) {
        edit(new DeploymentBuilder(deployment).editSpec().withReplicas(replicas).endSpec());
    }

    void pause(boolean paused) {
        edit(new DeploymentBuilder(deployment).editSpec().withPaused(paused).endSpec());
    }

    Rollout rollout() {
        return Rollout.of(deployment, sets(), List.of(), now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Plans and carries out once; false when there was nothing to do. */
    boolean reconcile() {
        var steps = DeploymentPlanner.plan(rollout()).steps();
        steps.forEach(this::carryOut);
        return !steps.isEmpty();
    }

    /** Until the Deployment is complete and nothing is planned any more. */
    int settle() {
        for (int round = 0; round < 3000; round++) {
            boolean planned = reconcile();
            boolean moved = moveAllPods();
            pass(Duration.ofMillis(100));
            if (!planned && !moved) {
                return round;
            }
        }
        throw new AssertionError("does not settle: " + describe());
    }

    String describe() {
        var text = new StringBuilder();
        for (var set : sets.values()) {
            text.append(set.getMetadata().getName())
                    .append(' ')
                    .append(Rollout.size(set))
                    .append('/')
                    .append(Rollout.available(set))
                    .append(' ');
        }
        return text.toString();
    }

    private void carryOut(Step step) {
        switch (step) {
            case Step.Create(ReplicaSet set) -> create(set);
            case Step.Update(ReplicaSet set) -> put(set);
            case Step.Scale(ReplicaSet set, int from) -> put(set);
            case Step.Delete(ReplicaSet set) -> sets.remove(set.getMetadata().getName());
            case Step.SetRevision(String revision) ->
                    deployment =
                            new DeploymentBuilder(deployment)
                                    .editMetadata()
                                    .addToAnnotations(Annotations.REVISION, revision)
                                    .endMetadata()
                                    .build();
            case Step.SetStatus(DeploymentStatus status) ->
                    deployment = new DeploymentBuilder(deployment).withStatus(status).build();
        }
    }

    private void create(ReplicaSet set) {
        if (sets.containsKey(set.getMetadata().getName())) {
            throw new AssertionError("created twice: " + set.getMetadata().getName());
        }
        put(
                new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withUid(set.getMetadata().getName())
                        .withGeneration(0L)
                        .withCreationTimestamp(Times.seconds(now))
                        .endMetadata()
                        .withNewStatus()
                        .withReplicas(0)
                        .withAvailableReplicas(0)
                        .withReadyReplicas(0)
                        .withObservedGeneration(0L)
                        .endStatus()
                        .build());
        // The next one is younger, in whole seconds as the API counts.
        pass(Duration.ofSeconds(1));
    }

    private void put(ReplicaSet set) {
        sets.put(
                set.getMetadata().getName(),
                new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withGeneration(set.getMetadata().getGeneration() + 1)
                        .endMetadata()
                        .build());
    }

    /** All sizes become real and some Pods more available. */
    boolean moveAllPods() {
        boolean moved = false;
        for (var set : sets()) {
            int size = Rollout.size(set);
            int available = Math.min(size, Rollout.available(set));
            int starting = size - available;
            moved |= report(set, available + (starting > 0 ? random.nextInt(1, starting + 1) : 0));
        }
        return moved;
    }

    /** All sizes become real, and no new Pod available. */
    void observe() {
        sets().forEach(set -> report(set, Math.min(Rollout.size(set), Rollout.available(set))));
    }

    private boolean report(ReplicaSet set, int available) {
        int size = Rollout.size(set);
        var status = set.getStatus();
        Long generation = set.getMetadata().getGeneration();
        boolean same =
                size == status.getReplicas()
                        && available == status.getAvailableReplicas()
                        && generation.equals(status.getObservedGeneration());
        sets.put(
                set.getMetadata().getName(),
                new ReplicaSetBuilder(set)
                        .editStatus()
                        .withReplicas(size)
                        .withReadyReplicas(available)
                        .withAvailableReplicas(available)
                        .withObservedGeneration(generation)
                        .endStatus()
                        .build());
        return !same;
    }

    int total() {
        return Rollout.size(sets());
    }

    int available() {
        return sets.values().stream()
                .mapToInt(set -> Math.min(Rollout.size(set), Rollout.available(set)))
                .sum();
    }
}
