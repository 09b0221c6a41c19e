package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What names an object among those of its resource.
 *
 * @param namespace null for objects of the cluster
 */
public record ObjectKey(@Nullable String namespace, String name) {
    public ObjectKey {
        Objects.requireNonNull(name, "name");
    }

    /** The key of an object as it came off the wire. */
    public static ObjectKey of(HasMetadata object) {
        return new ObjectKey(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    /** The namespace of an object that has one. */
    public String requiredNamespace() {
        if (namespace == null) {
            throw new IllegalStateException(name + " has no namespace");
        }
        return namespace;
    }

    @Override
    public String toString() {
        return namespace == null ? name : namespace + "/" + name;
    }
}
