package dev.kaptan.controller.garbage;

import dev.kaptan.client.work.Outcome;
import dev.kaptan.client.work.WorkQueue;

import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at one object at a time: gathers, lets the plan be made, carries it out. */
final class GarbageCollector {
    private final OwnerGraph graph;
    private final LiveObjects live;
    private final Supplier<WorkQueue<String>> queue;

    GarbageCollector(OwnerGraph graph, LiveObjects live, Supplier<WorkQueue<String>> queue) {
        this.graph = graph;
        this.live = live;
        this.queue = queue;
    }

    Outcome examine(String uid) throws InterruptedException {
        var id = graph.identify(uid);
        if (id == null) {
            return Outcome.done();
        }
        try {
            examine(id);
            return Outcome.done();
        } catch (LiveObjects.UnknownKind unknown) {
            return Outcome.retry();
        } catch (KubernetesClientException refused) {
            // Changed since it was read: look at it anew.
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Outcome.retry();
            }
            throw refused;
        }
    }

    private void examine(ObjectId id) throws InterruptedException {
        var item = mirroredOrLive(id);
        if (item == null) {
            graph.forget(id.uid()).forEach(queue.get()::add);
            return;
        }
        var dependents = graph.dependents(id.uid());
        carryOut(item, GarbagePlanner.plan(item, dependents, ownersOf(item)));
    }

    /**
     * What the mirror shows is good enough to decide on, because writes are conditional on its
     * version; only an owner that is merely presumed costs a request.
     */
    private @Nullable Item mirroredOrLive(ObjectId id) throws InterruptedException {
        var mirrored = graph.find(id.uid());
        if (mirrored != null) {
            return mirrored;
        }
        var metadata = live.get(id);
        return metadata == null ? null : Item.of(id, metadata);
    }

    private Map<String, OwnerState> ownersOf(Item item) throws InterruptedException {
        var states = new HashMap<String, OwnerState>();
        for (var owner : item.owners()) {
            var id = OwnerGraph.idOf(owner, item.id().namespace());
            states.put(owner.getUid(), stateOf(id));
        }
        return states;
    }

    /** Only an owner that the mirrors do not show in the right place costs a request. */
    private OwnerState stateOf(ObjectId owner) throws InterruptedException {
        var known = graph.find(owner.uid());
        if (known != null && sameScope(known.id(), owner)) {
            return known.deletingDependents() ? OwnerState.WAITING : OwnerState.SOLID;
        }
        var metadata = live.get(owner);
        if (metadata == null) {
            return OwnerState.ABSENT;
        }
        return Item.of(owner, metadata).deletingDependents()
                ? OwnerState.WAITING
                : OwnerState.SOLID;
    }

    private static boolean sameScope(ObjectId known, ObjectId referred) {
        return known.name().equals(referred.name())
                && known.kind().equals(referred.kind())
                && (known.namespace() == null || known.namespace().equals(referred.namespace()));
    }

    private void carryOut(Item item, Step step) throws InterruptedException {
        var id = item.id();
        var version = item.resourceVersion();
        switch (step) {
            case Step.Keep keep -> {}
            case Step.AwaitDependents(List<String> uids) -> uids.forEach(queue.get()::add);
            case Step.SetOwners(var owners) -> live.setOwners(id, version, owners);
            case Step.Delete(Step.Policy policy, var unblocked) -> {
                if (!unblocked.isEmpty()) {
                    live.setOwners(id, version, unblocked);
                }
                live.delete(id, policy, unblocked.isEmpty() ? version : null);
            }
            case Step.RemoveFinalizer(String finalizer) -> removeFinalizer(item, finalizer);
            case Step.ReleaseDependents(List<Item> dependents) -> {
                for (var dependent : dependents) {
                    release(dependent.id(), id.uid());
                }
                removeFinalizer(item, Item.ORPHAN);
            }
        }
    }

    private void removeFinalizer(Item item, String finalizer) throws InterruptedException {
        live.setFinalizers(
                item.id(),
                item.resourceVersion(),
                item.finalizers().stream().filter(each -> !each.equals(finalizer)).toList());
    }

    private void release(ObjectId dependent, String owner) throws InterruptedException {
        var metadata = live.get(dependent);
        if (metadata != null) {
            live.setOwners(
                    dependent,
                    metadata.getResourceVersion(),
                    metadata.getOwnerReferences().stream()
                            .filter(each -> !each.getUid().equals(owner))
                            .toList());
        }
    }
}
