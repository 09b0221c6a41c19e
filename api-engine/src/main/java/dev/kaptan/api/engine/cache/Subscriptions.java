package dev.kaptan.api.engine.cache;

import dev.kaptan.api.engine.cache.Selection.FieldTerm;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who watches what, indexed so that an event only meets those it may concern: five thousand agents
 * that watch the Pods of their node cost the Pods of other nodes nothing. Not safe for use by
 * several threads.
 */
final class Subscriptions {

    /** Subscribers that require a field to have a value, or that share a prefix. */
    private sealed interface Bucket {
        record Field(int index, String value) implements Bucket {}

        record Prefix(String prefix) implements Bucket {}
    }

    private final String resourcePrefix;
    private final Map<Bucket, Set<Subscription>> buckets = new HashMap<>();

    Subscriptions(String resourcePrefix) {
        this.resourcePrefix = resourcePrefix;
    }

    void add(Subscription subscription) {
        buckets.computeIfAbsent(bucketOf(subscription), bucket -> new LinkedHashSet<>())
                .add(subscription);
    }

    void remove(Subscription subscription) {
        Bucket bucket = bucketOf(subscription);
        Set<Subscription> members = buckets.get(bucket);
        if (members != null && members.remove(subscription) && members.isEmpty()) {
            buckets.remove(bucket);
        }
    }

    private static Bucket bucketOf(Subscription subscription) {
        for (FieldTerm term : subscription.selection().fields()) {
            if (!term.negated()) {
                return new Bucket.Field(term.index(), term.value());
            }
        }
        return new Bucket.Prefix(subscription.selection().prefix());
    }

    void offer(CacheEvent event) {
        if (buckets.isEmpty()) {
            return;
        }
        for (Bucket bucket : concerned(event)) {
            buckets.getOrDefault(bucket, Set.of()).forEach(member -> member.offer(event));
        }
    }

    private Set<Bucket> concerned(CacheEvent event) {
        var concerned = new LinkedHashSet<Bucket>();
        concerned.add(new Bucket.Prefix(resourcePrefix));
        for (CachedObject object : states(event)) {
            int namespaceEnd = object.key().lastIndexOf('/') + 1;
            concerned.add(new Bucket.Prefix(object.key().substring(0, namespaceEnd)));
            for (int i = 0; i < object.fields().size(); i++) {
                concerned.add(new Bucket.Field(i, object.fields().get(i)));
            }
        }
        return concerned;
    }

    private static List<CachedObject> states(CacheEvent event) {
        var states = new ArrayList<CachedObject>(2);
        addIfKnown(states, event.previous());
        addIfKnown(states, event.current());
        return states;
    }

    private static void addIfKnown(List<CachedObject> states, @Nullable CachedObject object) {
        if (object != null) {
            states.add(object);
        }
    }

    void endAll() {
        buckets.values().forEach(members -> members.forEach(Subscription::end));
        buckets.clear();
    }
}
