package dev.kaptan.controller.endpointslice;

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
import dev.kaptan.controller.services.ServiceTraits;
import dev.kaptan.controller.services.ServiceTriggers;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

import java.util.List;

/** The loop over Services. */
public final class EndpointSliceController implements ControlLoop {
    private static final int WORKERS = 5;

    /** Managed slices by namespace and Service. */
    private static final Index<EndpointSlice> BY_SERVICE =
            new Index<>("service", EndpointSliceController::serviceOf);

    private final ControllerContext context;
    private final Informer<Service> services;
    private final Informer<Pod> pods;
    private final Informer<Node> nodes;
    private final Informer<EndpointSlice> slices;
    private final OwnWrites writes = new OwnWrites();
    private final Controller<ObjectKey> controller;

    public EndpointSliceController(ControllerContext context) {
        this.context = context;
        controller = context.controllers().controller("endpoint_slice", WORKERS, this::reconcile);
        services = context.informers().of(Service.class);
        pods = context.informers().of(Pod.class);
        nodes = context.informers().of(Node.class);
        slices = context.informers().of(EndpointSlice.class).index(BY_SERVICE);
        services.handle(Handler.onAny(each -> controller.queue().add(ObjectKey.of(each))));
        pods.handle(new ServiceTriggers(services.store(), controller.queue()));
        slices.handle(new SliceHandler());
    }

    private static List<String> serviceOf(EndpointSlice slice) {
        var labels = slice.getMetadata().getLabels();
        return labels != null
                        && SliceTemplate.MANAGER.equals(labels.get(SliceTemplate.MANAGED_BY))
                        && labels.containsKey(SliceTemplate.SERVICE_NAME)
                ? List.of(
                        slice.getMetadata().getNamespace()
                                + "/"
                                + labels.get(SliceTemplate.SERVICE_NAME))
                : List.of();
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
        // The slices of a Service that is gone go with it, by their owner reference.
        if (service == null || Owners.terminating(service) || !ServiceTraits.selectsPods(service)) {
            return Outcome.done();
        }
        if (!writes.shownIn(slices.store(), key)) {
            return Outcome.retry();
        }
        var existing =
                slices.store().by(BY_SERVICE.name(), key.toString()).stream()
                        .filter(slice -> !Owners.terminating(slice))
                        .toList();
        var steps =
                SlicePlanner.plan(
                        service,
                        selected(service),
                        name -> nodes.store().get(null, name),
                        existing);
        steps.forEach(this::carryOut);
        return Outcome.done();
    }

    private List<Pod> selected(Service service) {
        var selector = service.getSpec().getSelector();
        return pods.store().inNamespace(service.getMetadata().getNamespace()).stream()
                .filter(pod -> Selectors.matchesAll(selector, pod.getMetadata().getLabels()))
                .toList();
    }

    private void carryOut(Step step) {
        var client = context.client();
        switch (step) {
            case Step.Create(EndpointSlice slice) -> writes.wrote(client.resource(slice).create());
            case Step.Update(EndpointSlice slice) -> writes.wrote(client.resource(slice).update());
            case Step.Delete(EndpointSlice slice) -> {
                client.resource(slice).delete();
                writes.deleted(slice);
            }
        }
    }

    /** Others' changes are undone; the echo of own ones is no work. */
    private final class SliceHandler implements Handler<EndpointSlice> {
        @Override
        public void added(EndpointSlice slice) {
            wakeIfForeign(slice);
        }

        @Override
        public void updated(EndpointSlice before, EndpointSlice after) {
            wakeIfForeign(after);
        }

        @Override
        public void deleted(EndpointSlice last) {
            writes.forget(last);
            serviceOf(last).forEach(this::wake);
        }

        private void wakeIfForeign(EndpointSlice slice) {
            if (writes.foreign(slice)) {
                serviceOf(slice).forEach(this::wake);
            }
        }

        private void wake(String service) {
            int slash = service.indexOf('/');
            controller
                    .queue()
                    .add(new ObjectKey(service.substring(0, slash), service.substring(slash + 1)));
        }
    }
}
