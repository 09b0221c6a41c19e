package dev.kaptan.controller.garbage;

import dev.kaptan.controller.dynamic.ApiResource;
import dev.kaptan.controller.dynamic.DynamicClient;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects as the server has them now, and the writes that garbage collection makes to them. */
final class LiveObjects {
    private final DynamicClient client;
    private final ResourceMap resources;

    LiveObjects(DynamicClient client, ResourceMap resources) {
        this.client = client;
        this.resources = resources;
    }

    /** The kind of an owner that the server does not serve, perhaps only for now. */
    static final class UnknownKind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownKind(ObjectId id) {
            super("the server serves no " + id.kind() + " of " + id.apiVersion());
        }
    }

    /**
     * The object of exactly that uid, or null.
     *
     * @throws UnknownKind when nobody can tell
     */
    @Nullable ObjectMeta get(ObjectId id) throws InterruptedException {
        var resource = resource(id);
        if (resource.namespaced() && id.namespace() == null) {
            // What belongs to the cluster cannot have an owner in a namespace.
            return null;
        }
        var found = client.get(path(resource, id));
        return found == null || !found.getMetadata().getUid().equals(id.uid())
                ? null
                : found.getMetadata();
    }

    private ApiResource resource(ObjectId id) {
        var resource = resources.find(id);
        if (resource == null) {
            throw new UnknownKind(id);
        }
        return resource;
    }

    private String path(ObjectId id) {
        return path(resource(id), id);
    }

    private static String path(ApiResource resource, ObjectId id) {
        return resource.path(resource.namespaced() ? id.namespace() : null) + "/" + id.name();
    }

    /** Deletes it if it is still what was looked at. */
    void delete(ObjectId id, Step.Policy policy, @Nullable String resourceVersion)
            throws InterruptedException {
        var preconditions = new HashMap<String, String>();
        preconditions.put("uid", id.uid());
        if (resourceVersion != null) {
            preconditions.put("resourceVersion", resourceVersion);
        }
        client.delete(
                path(id),
                client.json(
                        Map.of(
                                "kind",
                                "DeleteOptions",
                                "apiVersion",
                                "v1",
                                "propagationPolicy",
                                policy.wire(),
                                "preconditions",
                                preconditions)));
    }

    void setOwners(ObjectId id, String resourceVersion, List<OwnerReference> owners)
            throws InterruptedException {
        patch(id, resourceVersion, "ownerReferences", new ArrayList<>(owners));
    }

    void setFinalizers(ObjectId id, String resourceVersion, List<String> finalizers)
            throws InterruptedException {
        patch(id, resourceVersion, "finalizers", finalizers);
    }

    private void patch(ObjectId id, String resourceVersion, String field, Object value)
            throws InterruptedException {
        var metadata = new HashMap<String, Object>();
        metadata.put("uid", id.uid());
        metadata.put("resourceVersion", resourceVersion);
        metadata.put(field, value);
        client.mergePatch(path(id), client.json(Map.of("metadata", metadata)));
    }
}
