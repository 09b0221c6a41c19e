package dev.kaptan.agent.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;

import org.jspecify.annotations.Nullable;

/** The objects that Pods refer to by name. Calls may block on the API. */
public interface References {

    /** The ConfigMap, or null if there is none. */
    @Nullable ConfigMap configMap(String namespace, String name);

    /** The Secret, or null if there is none. */
    @Nullable Secret secret(String namespace, String name);
}
