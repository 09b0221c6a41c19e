package dev.kaptan.controller.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The annotations by which {@code kubectl rollout} and the controller understand each other. */
final class Annotations {
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
    static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";
    static final String HASH_LABEL = "pod-template-hash";

    /** Upstream's bound on the history annotation, in characters. */
    private static final int LONGEST_HISTORY = 2000;

    private static final Set<String> NOT_COPIED =
            Set.of(
                    "kubectl.kubernetes.io/last-applied-configuration",
                    REVISION,
                    REVISION_HISTORY,
                    DESIRED_REPLICAS,
                    MAX_REPLICAS,
                    "deprecated.deployment.rollback.to");

    private Annotations() {}

    static Map<String, String> of(HasMetadata object) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    static long revision(HasMetadata object) {
        var revision = of(object).get(REVISION);
        try {
            return revision == null ? 0 : Long.parseLong(revision);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    static @Nullable Integer number(HasMetadata object, String annotation) {
        var value = of(object).get(annotation);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException malformed) {
            return null;
        }
    }

    /** Those of a ReplicaSet once it is the newest: the Deployment's, and its revision. */
    static Map<String, String> ofNewest(
            HasMetadata deployment, Map<String, String> before, long revision) {
        var result = new HashMap<>(before);
        of(deployment)
                .forEach((key, value) -> {
                    if (!NOT_COPIED.contains(key)) {
                        result.put(key, value);
                    }
                });
        var earlier = before.get(REVISION);
        if (earlier == null) {
            result.put(REVISION, Long.toString(revision));
        } else if (parse(earlier) < revision) {
            result.put(REVISION, Long.toString(revision));
            result.put(REVISION_HISTORY, history(before.get(REVISION_HISTORY), earlier));
        }
        return Map.copyOf(result);
    }

    private static long parse(String revision) {
        try {
            return Long.parseLong(revision);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private static String history(@Nullable String before, String revision) {
        var history = before == null || before.isEmpty() ? revision : before + "," + revision;
        while (history.length() > LONGEST_HISTORY && history.contains(",")) {
            history = history.substring(history.indexOf(',') + 1);
        }
        return history;
    }

    static Map<String, String> withSizes(Map<String, String> before, int desired, int max) {
        var result = new HashMap<>(before);
        result.put(DESIRED_REPLICAS, Integer.toString(desired));
        result.put(MAX_REPLICAS, Integer.toString(max));
        return Map.copyOf(result);
    }
}
