package dev.kaptan.controller.dynamic;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks the server what it serves: each group in the version that it prefers. */
public final class Discovery {
    private final DynamicClient client;

    public Discovery(DynamicClient client) {
        this.client = client;
    }

    /**
     * What was discovered.
     *
     * @param failed the versions whose resources could not be read, as with an aggregated API that
     *     is down; their objects must not be taken for absent
     */
    public record Found(List<ApiResource> resources, List<String> failed) {
        public Found {
            resources = List.copyOf(resources);
            failed = List.copyOf(failed);
        }
    }

    /**
     * All top-level resources.
     *
     * @throws KubernetesClientException when not even the groups can be read
     */
    public Found resources() throws InterruptedException {
        var resources = new ArrayList<ApiResource>();
        var failed = new ArrayList<String>();
        add("/api/v1", "v1", resources, failed);
        for (var group : client.read("/apis", APIGroupList.class).getGroups()) {
            var version = preferred(group);
            add("/apis/" + version, version, resources, failed);
        }
        return new Found(resources, failed);
    }

    private static String preferred(APIGroup group) {
        var preferred = group.getPreferredVersion();
        return preferred == null
                ? group.getVersions().getFirst().getGroupVersion()
                : preferred.getGroupVersion();
    }

    private void add(String path, String version, List<ApiResource> into, List<String> failed)
            throws InterruptedException {
        try {
            for (var resource : client.read(path, APIResourceList.class).getResources()) {
                if (!resource.getName().contains("/")) {
                    into.add(read(resource, version));
                }
            }
        } catch (KubernetesClientException unavailable) {
            failed.add(version);
        }
    }

    private static ApiResource read(APIResource resource, String version) {
        return new ApiResource(
                version,
                resource.getName(),
                resource.getKind(),
                Boolean.TRUE.equals(resource.getNamespaced()),
                Set.copyOf(resource.getVerbs()));
    }
}
