package dev.kaptan.controller.garbage;

import dev.kaptan.client.cache.Handler;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.cache.Resource;
import dev.kaptan.client.work.WorkQueue;
import dev.kaptan.controller.dynamic.ApiResource;
import dev.kaptan.controller.dynamic.Discovery;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Watches every resource that the server serves, and feeds the graph with what it sees. */
final class Monitors {
    /** Events come and go by the thousand, and nobody lets one own anything. */
    private static final Set<String> IGNORED = Set.of("events");

    /** What other controllers mirror whole anyway is not mirrored again. */
    private static final List<Class<? extends HasMetadata>> MIRRORED =
            List.of(
                    Pod.class,
                    ReplicaSet.class,
                    ReplicationController.class,
                    Deployment.class,
                    Service.class,
                    Endpoints.class,
                    EndpointSlice.class,
                    Namespace.class,
                    Node.class,
                    Lease.class);

    private final Informers informers;
    private final OwnerGraph graph;
    private final ResourceMap resources;
    private final Supplier<WorkQueue<String>> queue;
    private final Map<String, Class<? extends HasMetadata>> mirrored = new HashMap<>();
    private final Map<ApiResource, Resource<?>> watched = new HashMap<>();

    Monitors(
            Informers informers,
            OwnerGraph graph,
            ResourceMap resources,
            Supplier<WorkQueue<String>> queue) {
        this.informers = informers;
        this.graph = graph;
        this.resources = resources;
        this.queue = queue;
        MIRRORED.forEach(type -> mirrored.put(Resource.of(type).path(), type));
    }

    /** Watches what is new and no longer what is gone; what could not be discovered stays. */
    void follow(Discovery.Found found) {
        var gone = new HashSet<>(watched.keySet());
        gone.removeIf(resource -> found.failed().contains(resource.apiVersion()));
        for (var resource : found.resources()) {
            resources.put(resource);
            gone.remove(resource);
            if (resource.collectable()
                    && !IGNORED.contains(resource.plural())
                    && !watched.containsKey(resource)) {
                watched.put(resource, watch(resource));
            }
        }
        gone.forEach(this::forget);
    }

    private void forget(ApiResource resource) {
        var informer = watched.remove(resource);
        if (informer != null && informer.metadataOnly()) {
            informers.stop(informer);
        }
    }

    private Resource<?> watch(ApiResource resource) {
        var type = mirrored.get(resource.path(null));
        return type == null
                ? watch(Resource.metadata(resource.apiVersion(), resource.plural()), resource)
                : watch(Resource.of(type), resource);
    }

    private <T extends HasMetadata> Resource<T> watch(Resource<T> mirror, ApiResource resource) {
        informers.of(mirror).handle(new GraphFeeder<>(resource));
        return mirror;
    }

    private final class GraphFeeder<T extends HasMetadata> implements Handler<T> {
        private final ApiResource resource;

        GraphFeeder(ApiResource resource) {
            this.resource = resource;
        }

        @Override
        public void added(T object) {
            graph.observe(item(object)).forEach(queue.get()::add);
        }

        @Override
        public void updated(T before, T after) {
            if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
                deleted(before);
            }
            added(after);
        }

        @Override
        public void deleted(T last) {
            graph.forget(last.getMetadata().getUid()).forEach(queue.get()::add);
        }

        private Item item(T object) {
            var metadata = object.getMetadata();
            return Item.of(
                    new ObjectId(
                            resource.apiVersion(),
                            resource.kind(),
                            metadata.getNamespace(),
                            metadata.getName(),
                            metadata.getUid()),
                    metadata);
        }
    }
}
