package dev.kaptan.agent.api;

import dev.kaptan.agent.environment.ServiceVariables;
import dev.kaptan.agent.worker.VisibleServices;
import dev.kaptan.client.cache.Informer;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

import java.util.ArrayList;
import java.util.Map;

/** The Services of a Pod's namespace, and {@code kubernetes} in any case. */
public final class NamespaceServices implements VisibleServices {
    private final Informer<Service> services;

    public NamespaceServices(Informer<Service> services) {
        this.services = services;
    }

    @Override
    public Map<String, String> variables(Pod pod) {
        var seen = new ArrayList<Service>();
        var kubernetes = services.store().get("default", "kubernetes");
        if (kubernetes != null) {
            seen.add(kubernetes);
        }
        if (!Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks())) {
            services.store().inNamespace(pod.getMetadata().getNamespace()).stream()
                    .filter(service -> !service.equals(kubernetes))
                    .forEach(seen::add);
        }
        return ServiceVariables.of(seen);
    }
}
