package dev.kaptan.api.model.builtin;

import dev.kaptan.api.model.builtin.cluster.LeaseStrategy;
import dev.kaptan.api.model.builtin.cluster.NamespaceStrategy;
import dev.kaptan.api.model.builtin.cluster.NodeStrategy;
import dev.kaptan.api.model.builtin.config.ConfigMapStrategy;
import dev.kaptan.api.model.builtin.config.SecretStrategy;
import dev.kaptan.api.model.builtin.event.CoreEventStrategy;
import dev.kaptan.api.model.builtin.event.EventsEventStrategy;
import dev.kaptan.api.model.builtin.pod.BindingStrategy;
import dev.kaptan.api.model.builtin.pod.PodStrategy;
import dev.kaptan.api.model.builtin.pod.PodTemplateStrategy;
import dev.kaptan.api.model.builtin.rbac.RoleBindingStrategy;
import dev.kaptan.api.model.builtin.rbac.RoleStrategy;
import dev.kaptan.api.model.builtin.service.EndpointSliceStrategy;
import dev.kaptan.api.model.builtin.service.EndpointsStrategy;
import dev.kaptan.api.model.builtin.service.ServiceStrategy;
import dev.kaptan.api.model.builtin.workload.ControllerRevisionStrategy;
import dev.kaptan.api.model.builtin.workload.DeploymentStrategy;
import dev.kaptan.api.model.builtin.workload.ReplicaSetStrategy;
import dev.kaptan.api.model.builtin.workload.ReplicationControllerStrategy;
import dev.kaptan.api.model.kind.KindStrategy;

/** The strategies that declarations name. */
final class Strategies {

    private Strategies() {}

    /**
     * @throws IllegalArgumentException where no strategy has the name: the declaration is wrong
     */
    static KindStrategy named(String name) {
        return switch (name) {
            case "" -> KindStrategy.PLAIN;
            case "BindingStrategy" -> new BindingStrategy();
            case "ClusterRoleBindingStrategy" -> new RoleBindingStrategy(false);
            case "ClusterRoleStrategy" -> new RoleStrategy(false);
            case "ConfigMapStrategy" -> new ConfigMapStrategy();
            case "ControllerRevisionStrategy" -> new ControllerRevisionStrategy();
            case "CoreEventStrategy" -> new CoreEventStrategy();
            case "DeploymentStrategy" -> new DeploymentStrategy();
            case "EndpointSliceStrategy" -> new EndpointSliceStrategy();
            case "EndpointsStrategy" -> new EndpointsStrategy();
            case "EventsEventStrategy" -> new EventsEventStrategy();
            case "LeaseStrategy" -> new LeaseStrategy();
            case "NamespaceStrategy" -> new NamespaceStrategy();
            case "NodeStrategy" -> new NodeStrategy();
            case "PodStrategy" -> new PodStrategy();
            case "PodTemplateStrategy" -> new PodTemplateStrategy();
            case "ReplicaSetStrategy" -> new ReplicaSetStrategy();
            case "ReplicationControllerStrategy" -> new ReplicationControllerStrategy();
            case "RoleBindingStrategy" -> new RoleBindingStrategy(true);
            case "RoleStrategy" -> new RoleStrategy(true);
            case "SecretStrategy" -> new SecretStrategy();
            case "ServiceStrategy" -> new ServiceStrategy();
            default -> throw new IllegalArgumentException("no strategy is named " + name);
        };
    }
}
