package dev.kaptan.client.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Read by all threads, written by the one thread of its informer. */
final class IndexedStore<T extends HasMetadata> implements Store<T> {
    private final Map<ObjectKey, T> objects = new ConcurrentHashMap<>();
    private final Map<String, Filed<T>> indexes = new ConcurrentHashMap<>();

    IndexedStore() {
        addIndex(Index.byNamespace());
    }

    void addIndex(Index<T> index) {
        indexes.computeIfAbsent(index.name(), name -> Filed.of(index, objects));
    }

    @Nullable T put(ObjectKey key, T object) {
        var before = objects.put(key, object);
        for (var filed : indexes.values()) {
            filed.replace(key, before, object);
        }
        return before;
    }

    @Nullable T remove(ObjectKey key) {
        var before = objects.remove(key);
        if (before != null) {
            indexes.values().forEach(filed -> filed.replace(key, before, null));
        }
        return before;
    }

    Set<ObjectKey> keys() {
        return Set.copyOf(objects.keySet());
    }

    @Override
    public @Nullable T get(ObjectKey key) {
        return objects.get(key);
    }

    @Override
    public Collection<T> list() {
        return Collections.unmodifiableCollection(objects.values());
    }

    @Override
    public List<T> by(String index, String value) {
        var filed = indexes.get(index);
        if (filed == null) {
            throw new IllegalArgumentException(
                    "no index '" + index + "' here, only " + indexes.keySet());
        }
        return filed.get(value);
    }

    @Override
    public int size() {
        return objects.size();
    }

    /** An index together with what it has filed. */
    private record Filed<T>(Index<T> index, Map<String, Map<ObjectKey, T>> byValue) {

        static <T> Filed<T> of(Index<T> index, Map<ObjectKey, T> objects) {
            var filed = new Filed<T>(index, new ConcurrentHashMap<>());
            objects.forEach((key, object) -> filed.replace(key, null, object));
            return filed;
        }

        void replace(ObjectKey key, @Nullable T before, @Nullable T after) {
            Collection<String> now = after == null ? List.of() : index.values().apply(after);
            if (before != null) {
                for (String value : index.values().apply(before)) {
                    if (!now.contains(value)) {
                        drop(value, key);
                    }
                }
            }
            if (after != null) {
                now.forEach(value -> file(value, key, after));
            }
        }

        private void file(String value, ObjectKey key, T object) {
            byValue.computeIfAbsent(value, absent -> new ConcurrentHashMap<>()).put(key, object);
        }

        private void drop(String value, ObjectKey key) {
            byValue.computeIfPresent(
                    value,
                    (same, members) -> {
                        members.remove(key);
                        return members.isEmpty() ? null : members;
                    });
        }

        List<T> get(String value) {
            var members = byValue.get(value);
            return members == null ? List.of() : List.copyOf(members.values());
        }
    }
}
