package dev.kaptan.controller.deployment;

import dev.kaptan.client.meta.Owners;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Makes the ReplicaSet of a revision, and keeps it up with its Deployment. */
final class Revision {
    private Revision() {}

    /** The ReplicaSet of the current template with a first size. */
    static ReplicaSet create(Rollout rollout, int size) {
        var deployment = rollout.deployment();
        var spec = deployment.getSpec();
        var collisions =
                deployment.getStatus() == null ? null : deployment.getStatus().getCollisionCount();
        var hash = TemplateHash.of(spec.getTemplate(), collisions);
        var template = labelled(spec.getTemplate(), hash);
        var annotations =
                Annotations.withSizes(
                        Annotations.ofNewest(deployment, Map.of(), rollout.nextRevision()),
                        rollout.desired(),
                        rollout.desired() + rollout.bounds().surge());
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace(deployment.getMetadata().getNamespace())
                .withName(rollout.name() + "-" + hash)
                .withLabels(template.getMetadata().getLabels())
                .withAnnotations(annotations)
                .withOwnerReferences(Owners.controllerReference(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(size)
                .withMinReadySeconds(spec.getMinReadySeconds())
                .withSelector(
                        new LabelSelectorBuilder(spec.getSelector())
                                .addToMatchLabels(Annotations.HASH_LABEL, hash)
                                .build())
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static PodTemplateSpec labelled(PodTemplateSpec template, String hash) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToLabels(Annotations.HASH_LABEL, hash)
                .endMetadata()
                .build();
    }

    /** The newest ReplicaSet with what changed on the Deployment, or null when nothing did. */
    static @Nullable ReplicaSet refresh(Rollout rollout, ReplicaSet newest) {
        var before = Annotations.of(newest);
        var after = Annotations.ofNewest(rollout.deployment(), before, rollout.nextRevision());
        var minReady = rollout.deployment().getSpec().getMinReadySeconds();
        boolean sameWait = orZero(minReady) == orZero(newest.getSpec().getMinReadySeconds());
        if (after.equals(before) && sameWait) {
            return null;
        }
        return new ReplicaSetBuilder(newest)
                .editMetadata()
                .withAnnotations(new HashMap<>(after))
                .endMetadata()
                .editSpec()
                .withMinReadySeconds(minReady)
                .endSpec()
                .build();
    }

    private static int orZero(@Nullable Integer value) {
        return Objects.requireNonNullElse(value, 0);
    }
}
