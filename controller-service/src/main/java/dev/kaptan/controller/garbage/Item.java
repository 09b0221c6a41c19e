package dev.kaptan.controller.garbage;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;

import java.util.List;
import java.util.Set;

/**
 * An object as far as garbage collection reads it.
 *
 * @param resourceVersion every write is conditional on it, so that a mirror that lags does no harm
 * @param deleting whether it has a deletion timestamp
 */
record Item(
        ObjectId id,
        String resourceVersion,
        List<OwnerReference> owners,
        Set<String> finalizers,
        boolean deleting) {
    /** Set by a foreground deletion: it waits for its dependents. */
    static final String FOREGROUND = "foregroundDeletion";

    /** Set by an orphan deletion: its dependents are let go first. */
    static final String ORPHAN = "orphan";

    Item {
        owners = List.copyOf(owners);
        finalizers = Set.copyOf(finalizers);
    }

    static Item of(ObjectId id, ObjectMeta metadata) {
        return new Item(
                id,
                metadata.getResourceVersion(),
                metadata.getOwnerReferences(),
                Set.copyOf(metadata.getFinalizers()),
                isSet(metadata.getDeletionTimestamp()));
    }

    @SuppressWarnings("NullAway") // the client's model is not annotated
    private static boolean isSet(String time) {
        return time != null;
    }

    boolean deletingDependents() {
        return deleting && finalizers.contains(FOREGROUND);
    }

    boolean orphaningDependents() {
        return deleting && finalizers.contains(ORPHAN);
    }

    /** Whether it holds up the foreground deletion of that owner. */
    boolean blocks(String ownerUid) {
        return owners.stream()
                .anyMatch(owner ->
                        owner.getUid().equals(ownerUid)
                                && Boolean.TRUE.equals(owner.getBlockOwnerDeletion()));
    }
}
