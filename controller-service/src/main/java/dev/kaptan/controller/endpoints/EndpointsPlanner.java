package dev.kaptan.controller.endpoints;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.pods.PodState;
import dev.kaptan.controller.services.ServicePorts;
import dev.kaptan.controller.services.ServiceTraits;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Computes the subsets of a Service. Pure: reads the snapshot, never the API. */
final class EndpointsPlanner {
    /** Upstream's maxCapacity: larger objects would hurt every watcher. */
    static final int CAPACITY = 1000;

    private EndpointsPlanner() {}

    /**
     * Addresses by their ports, sorted, so that equal Services give equal objects. Over the
     * capacity, those that are not ready are dropped before any that is.
     */
    static List<EndpointSubset> subsets(Service service, List<Pod> pods) {
        Map<String, Subset> byPorts = new TreeMap<>();
        pods.stream()
                .filter(pod -> publishable(service, pod))
                .sorted(
                        Comparator.<Pod, Boolean>comparing(pod -> !usable(service, pod))
                                .thenComparing(pod -> pod.getMetadata().getName()))
                .limit(CAPACITY)
                .forEach(pod -> {
                    var ports = ServicePorts.on(pod, service);
                    byPorts.computeIfAbsent(ports.toString(), text -> new Subset(ports))
                            .add(service, pod);
                });
        return byPorts.values().stream().map(Subset::build).toList();
    }

    static boolean overCapacity(Service service, List<Pod> pods) {
        return pods.stream().filter(pod -> publishable(service, pod)).count() > CAPACITY;
    }

    private static boolean publishable(Service service, Pod pod) {
        return ServiceTraits.address(pod) != null
                && !PodState.finished(pod)
                && (!Owners.terminating(pod) || ServiceTraits.publishesNotReady(service));
    }

    private static boolean usable(Service service, Pod pod) {
        return ServiceTraits.publishesNotReady(service) || PodState.ready(pod);
    }

    private static final class Subset {
        private final List<ServicePorts.Resolved> ports;
        private final List<EndpointAddress> ready = new ArrayList<>();
        private final List<EndpointAddress> notReady = new ArrayList<>();

        Subset(List<ServicePorts.Resolved> ports) {
            this.ports = ports;
        }

        void add(Service service, Pod pod) {
            (usable(service, pod) ? ready : notReady).add(address(service, pod));
        }

        private static EndpointAddress address(Service service, Pod pod) {
            return new EndpointAddressBuilder()
                    .withIp(Objects.requireNonNull(ServiceTraits.address(pod)))
                    .withHostname(ServiceTraits.hostname(pod, service))
                    .withNodeName(pod.getSpec().getNodeName())
                    .withNewTargetRef()
                    .withKind("Pod")
                    .withNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .withUid(pod.getMetadata().getUid())
                    .endTargetRef()
                    .build();
        }

        EndpointSubset build() {
            return new EndpointSubset(ready, notReady, ports.stream().map(Subset::port).toList());
        }

        private static EndpointPort port(ServicePorts.Resolved port) {
            return new EndpointPort(
                    port.appProtocol(),
                    port.name().isEmpty() ? null : port.name(),
                    port.port(),
                    port.protocol());
        }
    }
}
