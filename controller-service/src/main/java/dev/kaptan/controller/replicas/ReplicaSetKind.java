package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Condition;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

/** {@code apps/v1} ReplicaSet. */
final class ReplicaSetKind implements ReplicaKind<ReplicaSet> {

    @Override
    public Class<ReplicaSet> type() {
        return ReplicaSet.class;
    }

    @Override
    public ReplicaOwner view(ReplicaSet set) {
        var spec = set.getSpec();
        return new ReplicaOwner(
                set,
                spec.getSelector(),
                orElse(spec.getReplicas(), 1),
                orElse(spec.getMinReadySeconds(), 0),
                spec.getTemplate(),
                status(set.getStatus()));
    }

    private static ReplicaStatus status(@Nullable ReplicaSetStatus given) {
        var status = given == null ? new ReplicaSetStatus() : given;
        return new ReplicaStatus(
                orElse(status.getReplicas(), 0),
                orElse(status.getFullyLabeledReplicas(), 0),
                orElse(status.getReadyReplicas(), 0),
                orElse(status.getAvailableReplicas(), 0),
                orElse(status.getTerminatingReplicas(), 0),
                status.getObservedGeneration() == null ? 0 : status.getObservedGeneration(),
                status.getConditions().stream().map(ReplicaSetKind::read).toList());
    }

    @Override
    public void updateStatus(KubernetesClient client, ReplicaSet set, ReplicaStatus status) {
        var written =
                new ReplicaSetStatusBuilder()
                        .withReplicas(status.replicas())
                        .withFullyLabeledReplicas(status.fullyLabeled())
                        .withReadyReplicas(status.ready())
                        .withAvailableReplicas(status.available())
                        .withTerminatingReplicas(status.terminating())
                        .withObservedGeneration(status.observedGeneration())
                        .withConditions(
                                status.conditions().stream().map(ReplicaSetKind::write).toList())
                        .build();
        var update = new ReplicaSetBuilder(set).withStatus(written).build();
        client.resource(update).updateStatus();
    }

    private static Condition read(ReplicaSetCondition condition) {
        return new Condition(
                condition.getType(),
                condition.getStatus(),
                condition.getReason(),
                condition.getMessage(),
                condition.getLastTransitionTime());
    }

    private static ReplicaSetCondition write(Condition condition) {
        return new ReplicaSetCondition(
                condition.lastTransitionTime(),
                condition.message(),
                condition.reason(),
                condition.status(),
                condition.type());
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
