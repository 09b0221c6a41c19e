package dev.kaptan.controller.endpoints;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informer;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Selectors;
import dev.kaptan.client.work.Controller;
import dev.kaptan.client.work.Outcome;
import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;
import dev.kaptan.controller.services.ServiceTraits;
import dev.kaptan.controller.services.ServiceTriggers;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loop over Services; an Endpoints object goes with its Service. */
public final class EndpointsController implements ControlLoop {
    private static final int WORKERS = 5;
    private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
    private static final String MANAGER = "endpoint-controller";
    private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

    private final ControllerContext context;
    private final Informer<Service> services;
    private final Informer<Pod> pods;
    private final Informer<Endpoints> endpoints;
    private final Controller<ObjectKey> controller;

    public EndpointsController(ControllerContext context) {
        this.context = context;
        controller = context.controllers().controller("endpoint", WORKERS, this::reconcile);
        services = context.informers().of(Service.class);
        pods = context.informers().of(Pod.class);
        endpoints = context.informers().of(Endpoints.class);
        services.handle(Handler.onAny(each -> controller.queue().add(ObjectKey.of(each))));
        pods.handle(new ServiceTriggers(services.store(), controller.queue()));
        endpoints.handle(Handler.onAny(each -> controller.queue().add(ObjectKey.of(each))));
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
        var service = services.store().get(key);
        var present = endpoints.store().get(key);
        if (service == null) {
            if (present != null && managed(present)) {
                context.client().resource(present).delete();
            }
            return Outcome.done();
        }
        if (!ServiceTraits.selectsPods(service) || Owners.terminating(service)) {
            return Outcome.done();
        }
        write(present, wanted(service, present));
        return Outcome.done();
    }

    private static boolean managed(Endpoints endpoints) {
        var labels = endpoints.getMetadata().getLabels();
        return labels != null && MANAGER.equals(labels.get(MANAGED_BY));
    }

    private void write(@Nullable Endpoints present, Endpoints wanted) {
        if (present == null) {
            context.client().resource(wanted).create();
        } else if (!wanted.equals(present)) {
            context.client().resource(wanted).update();
        }
    }

    private Endpoints wanted(Service service, @Nullable Endpoints present) {
        var selected = selected(service);
        var builder = present == null ? new EndpointsBuilder() : new EndpointsBuilder(present);
        return builder.editOrNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withLabels(labels(service))
                .withAnnotations(
                        annotations(present, EndpointsPlanner.overCapacity(service, selected)))
                .endMetadata()
                .withSubsets(EndpointsPlanner.subsets(service, selected))
                .build();
    }

    private static Map<String, String> labels(Service service) {
        var own = service.getMetadata().getLabels();
        var labels = new HashMap<String, String>(own == null ? Map.of() : own);
        labels.put(MANAGED_BY, MANAGER);
        if (ServiceTraits.headless(service)) {
            labels.put(ServiceTraits.HEADLESS_LABEL, "");
        } else {
            labels.remove(ServiceTraits.HEADLESS_LABEL);
        }
        return labels;
    }

    private static @Nullable Map<String, String> annotations(
            @Nullable Endpoints present, boolean overCapacity) {
        var before = present == null ? null : present.getMetadata().getAnnotations();
        var annotations = new HashMap<String, String>(before == null ? Map.of() : before);
        if (overCapacity) {
            annotations.put(OVER_CAPACITY, "truncated");
        } else {
            annotations.remove(OVER_CAPACITY);
        }
        return annotations.isEmpty() ? before : annotations;
    }

    private List<Pod> selected(Service service) {
        var selector = service.getSpec().getSelector();
        return pods.store().inNamespace(service.getMetadata().getNamespace()).stream()
                .filter(pod -> Selectors.matchesAll(selector, pod.getMetadata().getLabels()))
                .toList();
    }
}
