package dev.kaptan.controller.endpointslice;

import dev.kaptan.client.cache.ObjectKey;
import dev.kaptan.client.cache.Store;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions of slices as this controller last wrote them. A Service whose slices the mirror does
 * not yet show as written is not planned: it would get a slice twice.
 */
final class OwnWrites {
    private static final long DELETED = -1;

    private final Map<ObjectKey, Long> versions = new ConcurrentHashMap<>();

    void wrote(EndpointSlice slice) {
        versions.put(ObjectKey.of(slice), version(slice));
    }

    void deleted(EndpointSlice slice) {
        versions.put(ObjectKey.of(slice), DELETED);
    }

    /** The mirror has seen it go. */
    void forget(EndpointSlice slice) {
        versions.remove(ObjectKey.of(slice));
    }

    /** Whether the mirror shows all own writes to the slices of that Service. */
    boolean shownIn(Store<EndpointSlice> mirror, ObjectKey service) {
        return versions.entrySet().stream()
                .filter(entry -> belongs(entry.getKey(), service))
                .allMatch(entry -> shown(entry.getValue(), mirror.get(entry.getKey())));
    }

    private static boolean belongs(ObjectKey slice, ObjectKey service) {
        return slice.requiredNamespace().equals(service.requiredNamespace())
                && slice.name().startsWith(service.name() + "-");
    }

    private static boolean shown(long written, @Nullable EndpointSlice mirrored) {
        return written == DELETED
                ? mirrored == null
                : mirrored != null && version(mirrored) >= written;
    }

    /** Whether the change that the mirror shows is not one of this controller. */
    boolean foreign(EndpointSlice slice) {
        var written = versions.get(ObjectKey.of(slice));
        return written == null || version(slice) > written;
    }

    /** Versions of one resource can be compared as numbers (KEP-5504). */
    private static long version(EndpointSlice slice) {
        return Long.parseLong(slice.getMetadata().getResourceVersion());
    }
}
