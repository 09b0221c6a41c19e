package dev.kaptan.controller.furnishing;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;

/** What stands in every namespace. */
interface Furniture<T extends HasMetadata> {
    String name();

    /**
     * How the piece should look.
     *
     * @param present how it looks now, or null; returned itself when it is right
     */
    T in(String namespace, @Nullable T present);
}
