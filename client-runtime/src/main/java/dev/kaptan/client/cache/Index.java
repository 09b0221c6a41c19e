package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A way to find objects by a value of theirs without walking all of them.
 *
 * @param values the values that an object is found by; a pure function of the object
 */
public record Index<T>(String name, Function<? super T, ? extends Collection<String>> values) {
    /** By namespace; every store has it. */
    public static final String NAMESPACE = "namespace";

    /** By the uid of the controlling owner. */
    public static final String CONTROLLER = "controller";

    /** Pods by {@code spec.nodeName}. */
    public static final String NODE = "node";

    public Index {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(values, "values");
    }

    static <T extends HasMetadata> Index<T> byNamespace() {
        return new Index<>(NAMESPACE, object -> present(object.getMetadata().getNamespace()));
    }

    /** Finds what a controller owns by the owner's uid. */
    public static <T extends HasMetadata> Index<T> byController() {
        return new Index<>(
                CONTROLLER,
                object ->
                        object.getMetadata().getOwnerReferences().stream()
                                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                                .map(OwnerReference::getUid)
                                .toList());
    }

    /** Finds the pods of a node. */
    public static Index<Pod> podsByNode() {
        return new Index<>(NODE, pod -> present(pod.getSpec().getNodeName()));
    }

    @SuppressWarnings("NullAway") // the client's model is not annotated: absent strings are null
    private static List<String> present(String value) {
        return value == null || value.isEmpty() ? List.of() : List.of(value);
    }
}
