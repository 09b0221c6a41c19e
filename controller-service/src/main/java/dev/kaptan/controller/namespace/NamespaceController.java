package dev.kaptan.controller.namespace;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Condition;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Times;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.dynamic.Discovery;
import dev.kaptan.controller.dynamic.DynamicClient;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceCondition;

import java.time.Duration;
import java.util.List;

/** The loop over Namespaces that are being deleted. */
public final class NamespaceController implements ControlLoop {
    private static final int WORKERS = 4;
    private static final String FINALIZER = "kubernetes";

    /** What has no grace period is gone as soon as the server's lists show it. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** Most Pods end long before their grace period does. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ControllerContext context;
    private final DynamicClient dynamic;
    private final Discovery discovery;
    private final Informer<Namespace> namespaces;
    private final Controller<String> controller;

    public NamespaceController(ControllerContext context) {
        this.context = context;
        dynamic = new DynamicClient(context.client());
        discovery = new Discovery(dynamic);
        controller = context.controllers().controller("namespace", WORKERS, this::reconcile);
        namespaces = context.informers().of(Namespace.class);
        namespaces.handle(
                Handler.onAny(each -> {
                    if (Owners.terminating(each)) {
                        controller.queue().add(each.getMetadata().getName());
                    }
                }));
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }

    private Outcome reconcile(String name) throws InterruptedException {
        var namespace = namespaces.store().get(new ObjectKey(null, name));
        if (namespace == null
                || !Owners.terminating(namespace)
                || !namespace.getSpec().getFinalizers().contains(FINALIZER)) {
            return Outcome.done();
        }
        var content = new ContentRemover(dynamic, name).remove(discovery.resources());
        var current = report(namespace, content);
        if (content.gone()) {
            finalizeNamespace(current);
            return Outcome.done();
        }
        return content.failures().isEmpty() ? Outcome.again(pause(content)) : Outcome.retry();
    }

    private static Duration pause(Content content) {
        return content.settling().isZero() ? SHORTEST_WAIT : LONGEST_WAIT;
    }

    private Namespace report(Namespace namespace, Content content) {
        var before =
                namespace.getStatus().getConditions().stream()
                        .map(NamespaceController::read)
                        .toList();
        var now = Times.seconds(context.clock().instant());
        var after = ContentConditions.of(content, before, now);
        if (after.equals(before)) {
            return namespace;
        }
        var update =
                new NamespaceBuilder(namespace)
                        .editStatus()
                        .withPhase("Terminating")
                        .withConditions(after.stream().map(NamespaceController::write).toList())
                        .endStatus()
                        .build();
        return context.client().resource(update).updateStatus();
    }

    private static Condition read(NamespaceCondition condition) {
        return new Condition(
                condition.getType(),
                condition.getStatus(),
                condition.getReason(),
                condition.getMessage(),
                condition.getLastTransitionTime());
    }

    private static NamespaceCondition write(Condition condition) {
        return new NamespaceCondition(
                condition.lastTransitionTime(),
                condition.message(),
                condition.reason(),
                condition.status(),
                condition.type());
    }

    /** The last finalizer can be taken off through its own subresource only. */
    private void finalizeNamespace(Namespace namespace) throws InterruptedException {
        List<String> others =
                namespace.getSpec().getFinalizers().stream()
                        .filter(each -> !each.equals(FINALIZER))
                        .toList();
        var update =
                new NamespaceBuilder(namespace).editSpec().withFinalizers(others).endSpec().build();
        dynamic.put(
                "/api/v1/namespaces/" + namespace.getMetadata().getName() + "/finalize",
                dynamic.json(update));
    }
}
