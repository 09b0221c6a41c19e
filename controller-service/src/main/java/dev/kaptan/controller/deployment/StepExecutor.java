package dev.kaptan.controller.deployment;

import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.HttpURLConnection;
import java.util.List;

/** Carries out the steps of one Deployment's plan. */
final class StepExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);

    private final KubernetesClient client;
    private final EventRecorder events;
    private final Rollout rollout;
    private Deployment deployment;

    StepExecutor(KubernetesClient client, EventRecorder events, Rollout rollout) {
        this.client = client;
        this.events = events;
        this.rollout = rollout;
        deployment = rollout.deployment();
    }

    void carryOut(List<Step> steps) {
        for (var step : steps) {
            switch (step) {
                case Step.Create(ReplicaSet set) -> create(set);
                case Step.Update(ReplicaSet set) -> client.resource(set).update();
                case Step.Scale(ReplicaSet set, int from) -> scale(set, from);
                case Step.Delete(ReplicaSet set) -> client.resource(set).delete();
                case Step.SetRevision(String revision) -> setRevision(revision);
                case Step.SetStatus(DeploymentStatus status) -> setStatus(status);
            }
        }
    }

    private void create(ReplicaSet set) {
        try {
            client.resource(set).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT || !made(set)) {
                reportRefusal(refused);
                throw refused;
            }
            return;
        }
        if (Rollout.size(set) > 0) {
            scaled(set, 0);
        }
    }

    /** Whether the mirror only lags, and the set is there; otherwise its name is another's. */
    private boolean made(ReplicaSet set) {
        var existing = client.resource(set).get();
        if (existing == null) {
            return false;
        }
        boolean ours =
                Owners.controls(deployment, existing)
                        && TemplateHash.same(
                                existing.getSpec().getTemplate(), set.getSpec().getTemplate());
        if (!ours) {
            setStatus(DeploymentPlanner.collided(rollout));
            LOG.debug("{}: hash collision", set.getMetadata().getName());
        }
        return ours;
    }

    private void reportRefusal(KubernetesClientException refused) {
        if (Progress.deadline(rollout) == null
                || refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return;
        }
        var status = StatusPlanner.counts(rollout);
        new StatusConditions(status, rollout.now())
                .set(Progress.PROGRESSING, "False", "ReplicaSetCreateError", refused.getMessage());
        if (StatusPlanner.differ(StatusPlanner.before(rollout), status)) {
            setStatus(status);
        }
        events.warning(
                deployment,
                "ReplicaSetCreateError",
                "Failed to create new replica set: " + refused.getMessage());
    }

    private void scale(ReplicaSet set, int from) {
        client.resource(set).update();
        scaled(set, from);
    }

    private void scaled(ReplicaSet set, int from) {
        int to = Rollout.size(set);
        events.normal(
                deployment,
                "ScalingReplicaSet",
                "Scaled %s replica set %s from %d to %d"
                        .formatted(
                                to > from ? "up" : "down", set.getMetadata().getName(), from, to));
    }

    private void setRevision(String revision) {
        deployment =
                client.resource(
                                new DeploymentBuilder(deployment)
                                        .editMetadata()
                                        .addToAnnotations(Annotations.REVISION, revision)
                                        .endMetadata()
                                        .build())
                        .update();
    }

    private void setStatus(DeploymentStatus status) {
        deployment =
                client.resource(new DeploymentBuilder(deployment).withStatus(status).build())
                        .updateStatus();
    }
}
