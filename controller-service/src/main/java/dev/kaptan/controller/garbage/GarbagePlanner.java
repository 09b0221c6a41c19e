package dev.kaptan.controller.garbage;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

import java.util.List;
import java.util.Map;

/** Decides about one object. Pure: reads what was gathered, never the API. */
final class GarbagePlanner {
    private GarbagePlanner() {}

    /**
     * What to do.
     *
     * @param live the object; writes are conditional on its version
     * @param dependents as the mirrors show them
     * @param owners the state of every owner that the object refers to, by uid
     */
    static Step plan(Item live, List<Item> dependents, Map<String, OwnerState> owners) {
        if (live.orphaningDependents()) {
            return new Step.ReleaseDependents(dependents);
        }
        if (live.deletingDependents()) {
            return awaitDependents(live, dependents);
        }
        if (live.deleting() || live.owners().isEmpty()) {
            return new Step.Keep();
        }
        return byOwners(live, dependents, owners);
    }

    private static Step awaitDependents(Item live, List<Item> dependents) {
        var blocking = dependents.stream().filter(each -> each.blocks(live.id().uid())).toList();
        if (blocking.isEmpty()) {
            return new Step.RemoveFinalizer(Item.FOREGROUND);
        }
        return new Step.AwaitDependents(
                blocking.stream()
                        .filter(each -> !each.deletingDependents())
                        .map(each -> each.id().uid())
                        .toList());
    }

    private static Step byOwners(Item live, List<Item> dependents, Map<String, OwnerState> owners) {
        var solid = having(live, owners, OwnerState.SOLID);
        if (solid.size() == live.owners().size()) {
            return new Step.Keep();
        }
        if (!solid.isEmpty()) {
            return new Step.SetOwners(solid);
        }
        boolean awaited = !having(live, owners, OwnerState.WAITING).isEmpty();
        if (awaited && !dependents.isEmpty()) {
            // A cycle of foreground deletions would wait for itself: its members stop blocking.
            boolean cycle = dependents.stream().anyMatch(Item::deletingDependents);
            return new Step.Delete(
                    Step.Policy.FOREGROUND, cycle ? unblocked(live.owners()) : List.of());
        }
        return new Step.Delete(policy(live), List.of());
    }

    private static List<OwnerReference> having(
            Item live, Map<String, OwnerState> owners, OwnerState state) {
        return live.owners().stream().filter(owner -> owners.get(owner.getUid()) == state).toList();
    }

    /** What was asked for in a deletion before, as far as finalizers tell, is kept to. */
    private static Step.Policy policy(Item live) {
        if (live.finalizers().contains(Item.ORPHAN)) {
            return Step.Policy.ORPHAN;
        }
        return live.finalizers().contains(Item.FOREGROUND)
                ? Step.Policy.FOREGROUND
                : Step.Policy.BACKGROUND;
    }

    private static List<OwnerReference> unblocked(List<OwnerReference> owners) {
        return owners.stream()
                .map(owner ->
                        new OwnerReferenceBuilder(owner).withBlockOwnerDeletion(false).build())
                .toList();
    }
}
