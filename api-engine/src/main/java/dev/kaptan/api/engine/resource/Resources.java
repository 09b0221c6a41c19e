package dev.kaptan.api.engine.resource;

import dev.kaptan.api.engine.cache.RevisionBarrier;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.StoredValues;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Kinds;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All resources that are served. */
public final class Resources implements AutoCloseable {

    private record Name(String group, String version, String plural) {}

    private final Kinds kinds;
    private final KeyValueStore store;
    private final StoredValues values;
    private final RevisionBarrier barrier;
    private final Map<Name, Resource> resources = new ConcurrentHashMap<>();

    public Resources(Kinds kinds, KeyValueStore store, StoredValues values) {
        this.kinds = kinds;
        this.store = store;
        this.values = values;
        this.barrier = new RevisionBarrier(store);
    }

    public Kinds kinds() {
        return kinds;
    }

    public @Nullable Resource find(String group, String version, String plural) {
        Kind kind = kinds.byResource(group, version, plural);
        return kind == null
                ? null
                : resources.computeIfAbsent(
                        new Name(group, version, plural),
                        name -> new Resource(kind, store, values, barrier));
    }

    /**
     * Lets the caches of all resources fill themselves, so that watches may begin at any revision
     * from now on. Events are left out: nobody resumes them, and few read them.
     */
    public void warmUp() {
        warmed().forEach(Resource::cache);
    }

    /** Those whose cache is not filled yet, by name. */
    public List<String> cold() {
        return warmed().filter(resource -> !resource.cache().ready())
                .map(resource -> resource.kind().qualifiedResource())
                .toList();
    }

    private Stream<Resource> warmed() {
        return kinds.all().stream()
                .filter(kind -> !kind.storagePath().isEmpty() && !kind.kind().equals("Event"))
                .map(kind -> require(kind.group(), kind.version(), kind.plural()));
    }

    /**
     * @throws ApiException NotFound where no such resource is served
     */
    public Resource require(String group, String version, String plural) {
        Resource resource = find(group, version, plural);
        if (resource == null) {
            throw ApiException.unknownPath();
        }
        return resource;
    }

    @Override
    public void close() {
        resources.values().forEach(Resource::close);
    }
}
