package dev.kaptan.controller.replicas;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Index;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Selectors;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.ownership.Claimer;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The loop over one of the two kinds: claims Pods, plans, carries the step out, writes status. */
public final class ReplicaController<T extends HasMetadata> implements ControlLoop {
    private static final int WORKERS = 8;

    /** The Pods that nobody controls, in an index of their own: adoption must not walk the rest. */
    private static final Index<Pod> ORPHANS =
            new Index<>(
                    "orphans",
                    pod ->
                            Owners.controllerOf(pod) == null && PodState.active(pod)
                                    ? List.of(pod.getMetadata().getNamespace())
                                    : List.of());

    private final ReplicaKind<T> kind;
    private final ControllerContext context;
    private final InstantSource clock;
    private final Informer<T> owners;
    private final Informer<Pod> pods;
    private final Expectations expectations;
    private final PodWriter writer;
    private final Claimer claimer;
    private final Controller<ObjectKey> controller;

    /** The controller of ReplicaSets. */
    public static ControlLoop ofReplicaSets(ControllerContext context) {
        return new ReplicaController<>(new ReplicaSetKind(), "replicaset", context);
    }

    /** The controller of ReplicationControllers. */
    public static ControlLoop ofReplicationControllers(ControllerContext context) {
        return new ReplicaController<>(
                new ReplicationControllerKind(), "replicationmanager", context);
    }

    private ReplicaController(ReplicaKind<T> kind, String name, ControllerContext context) {
        this.kind = kind;
        this.context = context;
        clock = context.clock();
        expectations = new Expectations(clock);
        writer = new PodWriter(context.client(), context.writes(), context.events(), expectations);
        claimer = new Claimer(context.client());
        controller = context.controllers().controller(name, WORKERS, this::reconcile);
        owners = context.informers().of(kind.type()).index(Index.byController());
        pods = context.informers().of(Pod.class).index(Index.byController()).index(ORPHANS);
        owners.handle(Handler.onAny(owner -> controller.queue().add(ObjectKey.of(owner))));
        pods.handle(new PodHandler());
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private Outcome reconcile(ObjectKey key) throws InterruptedException {
        var object = owners.store().get(key);
        if (object == null) {
            expectations.forget(key);
            return Outcome.done();
        }
        var owner = kind.view(object);
        // Asked before the Pods are read: a creation seen in between is then in the list.
        boolean settled = expectations.fulfilled(key);
        var owned = claimer.claim(object, owner.selector(), candidates(owner));
        if (!settled) {
            var status = ReplicaPlanner.status(owner, owned, null, clock.instant());
            return report(object, owner, owned, status.asOf(owner.status().observedGeneration()));
        }
        var step = ReplicaPlanner.plan(owner, owned, related(owner, owned), clock.instant());
        var failure = writer.carryOut(owner, step);
        var left = withoutVictims(owned, step);
        var status = ReplicaPlanner.status(owner, left, failure, clock.instant());
        var outcome = report(object, owner, left, status);
        if (failure != null) {
            throw failure.cause();
        }
        return outcome;
    }

    /** The status is of the size that it says it has observed, however late the mirror is. */
    private static List<Pod> withoutVictims(List<Pod> owned, Step step) {
        if (!(step instanceof Step.DeletePods(List<Pod> victims))) {
            return owned;
        }
        var left = new ArrayList<>(owned);
        left.removeAll(victims);
        return left;
    }

    private List<Pod> candidates(ReplicaOwner owner) {
        var candidates = new ArrayList<>(pods.store().by(Index.CONTROLLER, owner.uid()));
        candidates.addAll(pods.store().by(ORPHANS.name(), owner.key().requiredNamespace()));
        return candidates;
    }

    private List<Pod> related(ReplicaOwner owner, List<Pod> owned) {
        var controller = Owners.controllerOf(owner.object());
        if (controller == null) {
            return owned;
        }
        return owners.store().by(Index.CONTROLLER, controller.getUid()).stream()
                .flatMap(sibling ->
                        pods.store().by(Index.CONTROLLER, sibling.getMetadata().getUid()).stream())
                .toList();
    }

    private Outcome report(T object, ReplicaOwner owner, List<Pod> owned, ReplicaStatus status) {
        if (!status.equals(owner.status())) {
            kind.updateStatus(context.client(), object, status);
        }
        var wait = ReplicaPlanner.untilAvailable(owner, owned, clock.instant());
        return wait == null ? Outcome.done() : Outcome.again(wait);
    }

    /** Tells the owners of a Pod, old and new, and settles what they expect. */
    private final class PodHandler implements Handler<Pod> {

        @Override
        public void added(Pod pod) {
            var owner = ownerOf(pod);
            if (owner != null) {
                expectations.created(owner, 1);
                controller.queue().add(owner);
            } else if (Owners.controllerOf(pod) == null) {
                wakeAdopters(pod);
            }
            if (Owners.terminating(pod)) {
                deleted(pod);
            }
        }

        @Override
        public void updated(Pod before, Pod after) {
            var owner = ownerOf(after);
            if (Owners.terminating(after) && !Owners.terminating(before) && owner != null) {
                expectations.deleted(owner, after.getMetadata().getUid());
            }
            var former = ownerOf(before);
            if (former != null && !former.equals(owner)) {
                controller.queue().add(former);
            }
            if (owner != null) {
                controller.queue().add(owner);
            } else if (Owners.controllerOf(after) == null && PodState.active(after)) {
                wakeAdopters(after);
            }
        }

        @Override
        public void deleted(Pod last) {
            var owner = ownerOf(last);
            if (owner != null) {
                expectations.deleted(owner, last.getMetadata().getUid());
                controller.queue().add(owner);
            }
        }

        private void wakeAdopters(Pod orphan) {
            for (var owner : owners.store().inNamespace(orphan.getMetadata().getNamespace())) {
                if (Selectors.matches(
                        kind.view(owner).selector(), orphan.getMetadata().getLabels())) {
                    controller.queue().add(ObjectKey.of(owner));
                }
            }
        }

        private @Nullable ObjectKey ownerOf(Pod pod) {
            var reference = Owners.controllerOf(pod);
            var owned =
                    reference != null
                            && reference.getKind().equals(HasMetadata.getKind(kind.type()))
                            && reference
                                    .getApiVersion()
                                    .equals(HasMetadata.getApiVersion(kind.type()));
            return owned && reference != null
                    ? new ObjectKey(pod.getMetadata().getNamespace(), reference.getName())
                    : null;
        }
    }
}
