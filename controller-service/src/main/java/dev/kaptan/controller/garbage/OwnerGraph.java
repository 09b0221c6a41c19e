package dev.kaptan.controller.garbage;

import io.fabric8.kubernetes.api.model.OwnerReference;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who owns whom, by uid, as the mirrors show it. Every change answers with the uids that must be
 * looked at because of it.
 *
 * <p>An owner that is referred to but not mirrored is <em>presumed</em>: only the server can tell
 * whether it exists.
 */
final class OwnerGraph {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, ObjectId> presumed = new HashMap<>();
    private final Map<String, Set<String>> dependents = new HashMap<>();

    /** Takes an object in as it is now. */
    Set<String> observe(Item now) {
        lock.lock();
        try {
            var uid = now.id().uid();
            presumed.remove(uid);
            var before = items.put(uid, now);
            var work = new LinkedHashSet<String>();
            unlink(before, now, work);
            link(now, work);
            if (now.deletingDependents() && (before == null || !before.deletingDependents())) {
                work.addAll(dependentsOf(uid));
                work.add(uid);
            }
            if (now.orphaningDependents() && (before == null || !before.orphaningDependents())) {
                work.add(uid);
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    private void link(Item now, Set<String> work) {
        for (var owner : now.owners()) {
            dependents
                    .computeIfAbsent(owner.getUid(), uid -> new LinkedHashSet<>())
                    .add(now.id().uid());
            if (!items.containsKey(owner.getUid()) && !presumed.containsKey(owner.getUid())) {
                presumed.put(owner.getUid(), idOf(owner, now.id().namespace()));
                work.add(owner.getUid());
            }
        }
    }

    /** Owners that wait in the foreground hear of every dependent that no longer blocks them. */
    private void unlink(@Nullable Item before, @Nullable Item now, Set<String> work) {
        if (before == null) {
            return;
        }
        for (var owner : before.owners()) {
            var uid = owner.getUid();
            if (now == null || now.owners().stream().noneMatch(same -> same.getUid().equals(uid))) {
                var members = dependents.get(uid);
                if (members != null && members.remove(before.id().uid()) && members.isEmpty()) {
                    dependents.remove(uid);
                }
            }
            var item = items.get(uid);
            if (item != null
                    && item.deletingDependents()
                    && before.blocks(uid)
                    && (now == null || !now.blocks(uid))) {
                work.add(uid);
            }
        }
    }

    static ObjectId idOf(OwnerReference owner, @Nullable String namespace) {
        return new ObjectId(
                owner.getApiVersion(), owner.getKind(), namespace, owner.getName(), owner.getUid());
    }

    /** Takes an object out that is gone; its dependents have to be looked at. */
    Set<String> forget(String uid) {
        lock.lock();
        try {
            var work = new LinkedHashSet<>(dependentsOf(uid));
            presumed.remove(uid);
            unlink(items.remove(uid), null, work);
            return work;
        } finally {
            lock.unlock();
        }
    }

    private Set<String> dependentsOf(String uid) {
        return dependents.getOrDefault(uid, Set.of());
    }

    /** Who is meant by a uid, mirrored or presumed; null for one that nobody refers to. */
    @Nullable ObjectId identify(String uid) {
        lock.lock();
        try {
            var item = items.get(uid);
            return item == null ? presumed.get(uid) : item.id();
        } finally {
            lock.unlock();
        }
    }

    /** The object as the mirrors show it, or null. */
    @Nullable Item find(String uid) {
        lock.lock();
        try {
            return items.get(uid);
        } finally {
            lock.unlock();
        }
    }

    /** Whose owner the object is. */
    List<Item> dependents(String uid) {
        lock.lock();
        try {
            var found = new ArrayList<Item>();
            for (var dependent : dependentsOf(uid)) {
                var item = items.get(dependent);
                if (item != null) {
                    found.add(item);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }
}
