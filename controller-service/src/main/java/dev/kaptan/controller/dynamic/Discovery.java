package dev.kaptan.controller.dynamic;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.ArrayList;
import java.util.List;

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
     * All top-level resources, in two requests.
     *
     * @throws KubernetesClientException when the server's documents cannot be read
     */
    public Found resources() throws InterruptedException {
        var resources = new ArrayList<ApiResource>();
        var failed = new ArrayList<String>();
        for (var path : List.of("/api", "/apis")) {
            for (var group : document(path).items()) {
                add(group, resources, failed);
            }
        }
        return new Found(resources, failed);
    }

    /** Another document must not be taken for a server that serves nothing. */
    private DiscoveryDocument document(String path) throws InterruptedException {
        var document = client.read(path, DiscoveryDocument.ACCEPT, DiscoveryDocument.class);
        if (!DiscoveryDocument.KIND.equals(document.kind())) {
            throw new KubernetesClientException(
                    path + " is of kind " + document.kind() + ", not " + DiscoveryDocument.KIND);
        }
        return document;
    }

    private static void add(
            DiscoveryDocument.Group group, List<ApiResource> into, List<String> failed) {
        if (group.versions().isEmpty()) {
            return;
        }
        var preferred = group.versions().getFirst();
        var name = preferred.version();
        var apiVersion = group.name().isEmpty() ? name : group.name() + "/" + name;
        if (preferred.stale()) {
            failed.add(apiVersion);
        } else {
            preferred.resources().forEach(each -> into.add(each.in(apiVersion)));
        }
    }
}
