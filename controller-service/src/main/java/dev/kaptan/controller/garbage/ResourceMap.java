package dev.kaptan.controller.garbage;

import dev.kaptan.controller.dynamic.ApiResource;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** From the kinds that owner references name to the paths that the server serves. */
final class ResourceMap {
    private final Map<String, ApiResource> byGroupKind = new ConcurrentHashMap<>();

    void put(ApiResource resource) {
        byGroupKind.put(resource.group() + "/" + resource.kind(), resource);
    }

    @Nullable ApiResource find(ObjectId id) {
        return byGroupKind.get(id.group() + "/" + id.kind());
    }
}
