package dev.kaptan.agent.api;

import dev.kaptan.agent.reference.References;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

/** Reads what Pods refer to from the API, each time anew. */
public final class ApiReferences implements References {
    private final KubernetesClient client;

    public ApiReferences(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public @Nullable ConfigMap configMap(String namespace, String name) {
        return client.configMaps().inNamespace(namespace).withName(name).get();
    }

    @Override
    public @Nullable Secret secret(String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }
}
