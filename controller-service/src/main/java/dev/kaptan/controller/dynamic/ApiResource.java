package dev.kaptan.controller.dynamic;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Set;

/**
 * A resource that the server discovers.
 *
 * @param apiVersion such as {@code v1} or {@code apps/v1}
 * @param plural its name in paths
 */
public record ApiResource(
        String apiVersion, String plural, String kind, boolean namespaced, Set<String> verbs) {
    public ApiResource {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(plural, "plural");
        Objects.requireNonNull(kind, "kind");
        verbs = Set.copyOf(verbs);
    }

    /** Its group, "" for the core one. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The path of its list, over all namespaces or in one. */
    public String path(@Nullable String namespace) {
        return (group().isEmpty() ? "/api/" : "/apis/")
                + apiVersion
                + (namespace == null ? "" : "/namespaces/" + namespace)
                + "/"
                + plural;
    }

    /** Whether it can be kept in a graph and cleaned up. */
    public boolean collectable() {
        return verbs.containsAll(Set.of("list", "watch", "delete"));
    }
}
