package dev.kaptan.controller.endpointslice;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.pods.PodState;
import dev.kaptan.controller.services.ServiceTraits;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;

import org.jspecify.annotations.Nullable;

/** A Pod as an endpoint of a Service. */
final class EndpointOf {
    private static final String ZONE = "topology.kubernetes.io/zone";

    private EndpointOf() {}

    /** Whether the Pod has anything to publish. One on its way out has: it may still drain. */
    static boolean publishable(Pod pod) {
        return ServiceTraits.address(pod) != null && !PodState.finished(pod);
    }

    static Endpoint of(Pod pod, Service service, @Nullable Node node) {
        boolean serving = PodState.ready(pod);
        boolean terminating = Owners.terminating(pod);
        boolean ready = ServiceTraits.publishesNotReady(service) || (serving && !terminating);
        return new EndpointBuilder()
                .withAddresses(ServiceTraits.address(pod))
                .withNewConditions()
                .withReady(ready)
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .withHostname(ServiceTraits.hostname(pod, service))
                .withNodeName(pod.getSpec().getNodeName())
                .withZone(zone(node))
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }

    private static @Nullable String zone(@Nullable Node node) {
        var labels = node == null ? null : node.getMetadata().getLabels();
        return labels == null ? null : labels.get(ZONE);
    }
}
