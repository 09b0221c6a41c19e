package dev.kaptan.controller.namespace;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was found in a namespace, and what became of it.
 *
 * @param remaining how many objects are left, by resource as {@code pods.} or {@code
 *     deployments.apps}
 * @param finalizers how many of them wait for a finalizer, by its name
 * @param undiscovered versions whose resources are not known now
 * @param failures of single resources, as sentences
 * @param settling how long the remaining ones may take to go by themselves
 */
record Content(
        Map<String, Integer> remaining,
        Map<String, Integer> finalizers,
        List<String> undiscovered,
        List<String> failures,
        Duration settling) {
    Content {
        remaining = Map.copyOf(remaining);
        finalizers = Map.copyOf(finalizers);
        undiscovered = List.copyOf(undiscovered);
        failures = List.copyOf(failures);
    }

    /** Whether the namespace is known to be empty. */
    boolean gone() {
        return remaining.isEmpty() && undiscovered.isEmpty() && failures.isEmpty();
    }
}
