package dev.kaptan.controller.replicas;

import dev.kaptan.client.meta.Condition;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.ReplicationControllerCondition;
import io.fabric8.kubernetes.api.model.ReplicationControllerStatus;
import io.fabric8.kubernetes.api.model.ReplicationControllerStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

/**
 * {@code v1} ReplicationController; its selector is a plain map and it counts no terminating Pods.
 */
final class ReplicationControllerKind implements ReplicaKind<ReplicationController> {

    @Override
    public Class<ReplicationController> type() {
        return ReplicationController.class;
    }

    @Override
    public ReplicaOwner view(ReplicationController controller) {
        var spec = controller.getSpec();
        return new ReplicaOwner(
                controller,
                new LabelSelectorBuilder().withMatchLabels(spec.getSelector()).build(),
                orElse(spec.getReplicas(), 1),
                orElse(spec.getMinReadySeconds(), 0),
                spec.getTemplate(),
                status(controller.getStatus()));
    }

    private static ReplicaStatus status(@Nullable ReplicationControllerStatus given) {
        var status = given == null ? new ReplicationControllerStatus() : given;
        return new ReplicaStatus(
                orElse(status.getReplicas(), 0),
                orElse(status.getFullyLabeledReplicas(), 0),
                orElse(status.getReadyReplicas(), 0),
                orElse(status.getAvailableReplicas(), 0),
                0,
                status.getObservedGeneration() == null ? 0 : status.getObservedGeneration(),
                status.getConditions().stream().map(ReplicationControllerKind::read).toList());
    }

    @Override
    public void updateStatus(
            KubernetesClient client, ReplicationController controller, ReplicaStatus status) {
        var written =
                new ReplicationControllerStatusBuilder()
                        .withReplicas(status.replicas())
                        .withFullyLabeledReplicas(status.fullyLabeled())
                        .withReadyReplicas(status.ready())
                        .withAvailableReplicas(status.available())
                        .withObservedGeneration(status.observedGeneration())
                        .withConditions(
                                status.conditions().stream()
                                        .map(ReplicationControllerKind::write)
                                        .toList())
                        .build();
        var update = new ReplicationControllerBuilder(controller).withStatus(written).build();
        client.resource(update).updateStatus();
    }

    private static Condition read(ReplicationControllerCondition condition) {
        return new Condition(
                condition.getType(),
                condition.getStatus(),
                condition.getReason(),
                condition.getMessage(),
                condition.getLastTransitionTime());
    }

    private static ReplicationControllerCondition write(Condition condition) {
        return new ReplicationControllerCondition(
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
