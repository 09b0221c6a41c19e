package dev.kaptan.controller.deployment;

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

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

import java.util.ArrayList;
import java.util.List;

/** The loop: claims ReplicaSets, plans, carries the steps out. */
public final class DeploymentController implements ControlLoop {
    private static final int WORKERS = 8;

    private static final Index<ReplicaSet> ORPHANS =
            new Index<>(
                    "orphans",
                    set ->
                            Owners.controllerOf(set) == null
                                    ? List.of(set.getMetadata().getNamespace())
                                    : List.of());

    private final ControllerContext context;
    private final Informer<Deployment> deployments;
    private final Informer<ReplicaSet> sets;
    private final Informer<Pod> pods;
    private final Claimer claimer;
    private final Controller<ObjectKey> controller;

    public DeploymentController(ControllerContext context) {
        this.context = context;
        claimer = new Claimer(context.client());
        controller = context.controllers().controller("deployment", WORKERS, this::reconcile);
        deployments = context.informers().of(Deployment.class);
        sets = context.informers().of(ReplicaSet.class).index(Index.byController()).index(ORPHANS);
        pods = context.informers().of(Pod.class).index(Index.byController());
        deployments.handle(Handler.onAny(each -> controller.queue().add(ObjectKey.of(each))));
        sets.handle(new ReplicaSetHandler());
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

    private Outcome reconcile(ObjectKey key) {
        var deployment = deployments.store().get(key);
        if (deployment == null) {
            return Outcome.done();
        }
        var selector = deployment.getSpec().getSelector();
        if (Selectors.isEmpty(selector)) {
            context.events()
                    .warning(
                            deployment,
                            "SelectingAll",
                            "This deployment is selecting all pods. A non-empty selector is"
                                    + " required.");
            return Outcome.done();
        }
        var owned = claimer.claim(deployment, selector, candidates(key, deployment));
        var rollout = Rollout.of(deployment, owned, podsOf(owned), context.clock().instant());
        var plan = DeploymentPlanner.plan(rollout);
        new StepExecutor(context.client(), context.events(), rollout).carryOut(plan.steps());
        return plan.lookAgain() == null ? Outcome.done() : Outcome.again(plan.lookAgain());
    }

    private List<ReplicaSet> candidates(ObjectKey key, Deployment deployment) {
        var uid = deployment.getMetadata().getUid();
        var candidates = new ArrayList<>(sets.store().by(Index.CONTROLLER, uid));
        candidates.addAll(sets.store().by(ORPHANS.name(), key.requiredNamespace()));
        return candidates;
    }

    private List<Pod> podsOf(List<ReplicaSet> owned) {
        return owned.stream()
                .flatMap(set ->
                        pods.store().by(Index.CONTROLLER, set.getMetadata().getUid()).stream())
                .toList();
    }

    private final class ReplicaSetHandler implements Handler<ReplicaSet> {
        @Override
        public void added(ReplicaSet set) {
            wakeOwner(set);
        }

        @Override
        public void updated(ReplicaSet before, ReplicaSet after) {
            wakeOwner(before);
            wakeOwner(after);
        }

        @Override
        public void deleted(ReplicaSet last) {
            wakeOwner(last);
        }

        private void wakeOwner(ReplicaSet set) {
            var namespace = set.getMetadata().getNamespace();
            var owner = Owners.controllerOf(set);
            if (owner != null) {
                if (owner.getKind().equals("Deployment")) {
                    controller.queue().add(new ObjectKey(namespace, owner.getName()));
                }
                return;
            }
            for (var deployment : deployments.store().inNamespace(namespace)) {
                if (Selectors.matches(
                        deployment.getSpec().getSelector(), set.getMetadata().getLabels())) {
                    controller.queue().add(ObjectKey.of(deployment));
                }
            }
        }
    }

    /** Only Recreate waits for single Pods, and only for their end. */
    private final class PodHandler implements Handler<Pod> {
        @Override
        public void added(Pod pod) {}

        @Override
        public void updated(Pod before, Pod after) {}

        @Override
        public void deleted(Pod last) {
            var owner = Owners.controllerOf(last);
            if (owner == null || !owner.getKind().equals("ReplicaSet")) {
                return;
            }
            var set = sets.store().get(last.getMetadata().getNamespace(), owner.getName());
            var deployment = set == null ? null : Owners.controllerOf(set);
            if (deployment != null && deployment.getKind().equals("Deployment")) {
                controller
                        .queue()
                        .add(
                                new ObjectKey(
                                        last.getMetadata().getNamespace(), deployment.getName()));
            }
        }
    }
}
