package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/**
 * The mirror of a resource, to be read from any thread.
 *
 * <p>It lags behind the server. Its objects are shared: whoever wants to change one edits a copy.
 */
public interface Store<T extends HasMetadata> {

    /** The object, or null when the mirror does not hold it. */
    @Nullable T get(ObjectKey key);

    /** The object of that namespace and name, or null. */
    default @Nullable T get(@Nullable String namespace, String name) {
        return get(new ObjectKey(namespace, name));
    }

    /** All objects, in no order. */
    Collection<T> list();

    /** The objects of a namespace; costs by their number only. */
    default List<T> inNamespace(String namespace) {
        return by(Index.NAMESPACE, namespace);
    }

    /**
     * The objects that an index finds by a value; costs by their number only.
     *
     * @throws IllegalArgumentException when the informer has no index of that name
     */
    List<T> by(String index, String value);

    /** The number of objects. */
    int size();
}
