package dev.kaptan.controller.services;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.cache.Store;
import dev.kaptan.client.meta.Owners;
import dev.kaptan.client.meta.Selectors;
import dev.kaptan.client.work.WorkQueue;
import dev.kaptan.controller.pods.PodState;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Tells which Services a change of a Pod concerns. */
public final class ServiceTriggers implements Handler<Pod> {
    private final Store<Service> services;
    private final WorkQueue<ObjectKey> queue;

    public ServiceTriggers(Store<Service> services, WorkQueue<ObjectKey> queue) {
        this.services = services;
        this.queue = queue;
    }

    @Override
    public void added(Pod pod) {
        if (ServiceTraits.address(pod) != null) {
            wake(pod);
        }
    }

    @Override
    public void updated(Pod before, Pod after) {
        if (!visible(before).equals(visible(after))) {
            wake(before);
            wake(after);
        }
    }

    @Override
    public void deleted(Pod last) {
        wake(last);
    }

    /** All that an endpoint shows of a Pod; most of its updates change none of it. */
    private static List<@Nullable Object> visible(Pod pod) {
        return Arrays.<@Nullable Object>asList(
                pod.getMetadata().getLabels(),
                ServiceTraits.address(pod),
                pod.getSpec().getNodeName(),
                PodState.ready(pod),
                PodState.finished(pod),
                Owners.terminating(pod));
    }

    private void wake(Pod pod) {
        for (var service : services.inNamespace(pod.getMetadata().getNamespace())) {
            if (ServiceTraits.selectsPods(service)
                    && Selectors.matchesAll(
                            service.getSpec().getSelector(), pod.getMetadata().getLabels())) {
                queue.add(ObjectKey.of(service));
            }
        }
    }
}
