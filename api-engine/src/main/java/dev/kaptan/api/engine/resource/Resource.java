package dev.kaptan.api.engine.resource;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.cache.RevisionBarrier;
import dev.kaptan.api.engine.cache.WatchCache;
import dev.kaptan.api.engine.object.ObjectBytes;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore.Entry;
import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.engine.store.StoredValues;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.StoredForm;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** The objects of one kind. */
public final class Resource {

    private static final Logger LOG = LoggerFactory.getLogger(Resource.class);

    /** Upstream's {@code --event-ttl}. */
    private static final Duration EVENT_LIFE = Duration.ofHours(1);

    private final Kind kind;
    private final KeyValueStore store;
    private final StoredValues values;
    private final RevisionBarrier barrier;
    private final String prefix;
    private volatile @Nullable WatchCache cache;

    Resource(Kind kind, KeyValueStore store, StoredValues values, RevisionBarrier barrier) {
        this.kind = kind;
        this.store = store;
        this.values = values;
        this.barrier = barrier;
        this.prefix = "/registry/" + kind.storagePath() + "/";
    }

    public Kind kind() {
        return kind;
    }

    /** The prefix of all keys, or of those of one namespace where it is not empty. */
    public String prefix(String namespace) {
        return namespace.isEmpty() || !kind.namespaced() ? prefix : prefix + namespace + "/";
    }

    public String key(String namespace, String name) {
        return prefix(namespace) + name;
    }

    /** The cache, which starts to fill itself on first use. */
    public WatchCache cache() {
        WatchCache started = cache;
        return started == null ? startCache() : started;
    }

    private synchronized WatchCache startCache() {
        WatchCache started = cache;
        if (started == null) {
            started = WatchCache.start(store, barrier, prefix, this::cached);
            cache = started;
        }
        return started;
    }

    private @Nullable CachedObject cached(Entry entry) {
        try {
            byte[] json = servedJson(entry);
            return CachedObject.of(
                    kind, entry.key(), entry.modRevision(), json, Json.parseObject(json));
        } catch (MalformedException | IllegalArgumentException e) {
            LOG.error("{} is no object and is left out: {}", entry.key(), e.getMessage());
            return null;
        }
    }

    private byte[] servedJson(Entry entry) {
        byte[] json = values.open(entry.key(), entry.value());
        StoredForm form = kind.strategy().storedForm();
        return form == null ? json : ObjectBytes.toStore(form.fromStored(Json.parseObject(json)));
    }

    /** The newest JSON of an object, from the store, with its resourceVersion; null if none. */
    public byte @Nullable [] json(String key) {
        Entry entry = store.get(key);
        return entry == null
                ? null
                : ObjectBytes.withRevision(servedJson(entry), entry.modRevision());
    }

    /** The newest state of an object, from the store. */
    public @Nullable Stored read(String key) {
        Entry entry = store.get(key);
        return entry == null ? null : stored(entry);
    }

    /**
     * A state of an object to base a compare-and-set write on: that of the cache where it has one,
     * which may be a moment old, else that of the store.
     */
    public @Nullable Stored base(String key) {
        WatchCache started = cache;
        if (started == null || !started.ready()) {
            return read(key);
        }
        CachedObject object = started.any().get(key);
        return object == null ? read(key) : new Stored(object.tree(), object.revision());
    }

    private Stored stored(Entry entry) {
        return new Stored(
                ObjectBytes.fromStored(servedJson(entry), entry.modRevision()),
                entry.modRevision());
    }

    /**
     * Writes an object if its revision in the store is still {@code expected}.
     *
     * @param expected 0 where there must be none
     */
    public Written write(String key, ObjectNode object, long expected) {
        StoredForm form = kind.strategy().storedForm();
        byte[] json = ObjectBytes.toStore(form == null ? object : form.toStored(object));
        byte[] value = values.seal(key, json);
        Outcome outcome =
                kind.kind().equals("Event")
                        ? store.putExpiring(key, value, expected, EVENT_LIFE.toSeconds())
                        : store.put(key, value, expected);
        return written(outcome, object);
    }

    /** Deletes an object if its revision is still {@code expected}. */
    public Written delete(String key, ObjectNode object, long expected) {
        return written(store.delete(key, expected), object);
    }

    private Written written(Outcome outcome, ObjectNode object) {
        return switch (outcome) {
            case Outcome.Done(long revision) -> {
                ObjectBytes.setRevision(object, revision);
                yield new Written.Done(new Stored(object, revision));
            }
            case Outcome.Conflict(@Nullable Entry current) ->
                    new Written.Conflict(current == null ? null : stored(current));
        };
    }

    void close() {
        WatchCache started = cache;
        if (started != null) {
            started.close();
        }
    }
}
