package dev.kaptan.controller.garbage;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What an owner reference says of an object, with the namespace that it is looked for in.
 *
 * @param namespace null for an object of the cluster
 */
record ObjectId(
        String apiVersion, String kind, @Nullable String namespace, String name, String uid) {
    ObjectId {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
    }

    /** The group without its version: a reference may name another version than is watched. */
    String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
