package dev.kaptan.controller.endpointslice;

import dev.kaptan.client.meta.Owners;
import dev.kaptan.controller.services.ServicePorts;
import dev.kaptan.controller.services.ServiceTraits;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all slices of a Service look like. */
final class SliceTemplate {
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    static final String MANAGER = "endpointslice-controller.k8s.io";

    private final Service service;
    private final Map<String, String> labels;

    SliceTemplate(Service service) {
        this.service = service;
        labels = labels(service);
    }

    private static Map<String, String> labels(Service service) {
        var own = service.getMetadata().getLabels();
        var labels = new HashMap<String, String>(own == null ? Map.of() : own);
        labels.remove(ServiceTraits.HEADLESS_LABEL);
        if (ServiceTraits.headless(service)) {
            labels.put(ServiceTraits.HEADLESS_LABEL, "");
        }
        labels.put(SERVICE_NAME, service.getMetadata().getName());
        labels.put(MANAGED_BY, MANAGER);
        return labels;
    }

    EndpointSlice create(List<ServicePorts.Resolved> ports, List<Endpoint> endpoints) {
        var name = service.getMetadata().getName();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withGenerateName(name + "-")
                .withNamespace(service.getMetadata().getNamespace())
                .withLabels(labels)
                .withOwnerReferences(Owners.controllerReference(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withPorts(ports.stream().map(SliceTemplate::port).toList())
                .withEndpoints(endpoints)
                .build();
    }

    EndpointSlice update(EndpointSlice slice, List<Endpoint> endpoints) {
        return new EndpointSliceBuilder(slice)
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .withEndpoints(endpoints)
                .build();
    }

    boolean labelled(EndpointSlice slice) {
        return labels.equals(slice.getMetadata().getLabels());
    }

    private static EndpointPort port(ServicePorts.Resolved port) {
        return new EndpointPort(port.appProtocol(), port.name(), port.port(), port.protocol());
    }

    /** The ports of a slice in the form in which they are compared. */
    static List<ServicePorts.Resolved> ports(EndpointSlice slice) {
        return slice.getPorts().stream()
                .map(port ->
                        new ServicePorts.Resolved(
                                port.getName() == null ? "" : port.getName(),
                                port.getProtocol() == null ? "TCP" : port.getProtocol(),
                                port.getPort() == null ? 0 : port.getPort(),
                                port.getAppProtocol()))
                .toList();
    }
}
