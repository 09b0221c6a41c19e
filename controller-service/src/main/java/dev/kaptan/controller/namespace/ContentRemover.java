package dev.kaptan.controller.namespace;

import dev.kaptan.controller.dynamic.ApiResource;
import dev.kaptan.controller.dynamic.Discovery;
import dev.kaptan.controller.dynamic.DynamicClient;

import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deletes all there is in one namespace, Pods before the rest, and counts what stays. */
final class ContentRemover {
    private static final String BACKGROUND = "{\"propagationPolicy\":\"Background\"}";

    /** Objects with finalizers go when somebody else is done: upstream looks again after 15 s. */
    private static final Duration FINALIZERS_WAIT = Duration.ofSeconds(15);

    private final DynamicClient client;
    private final String namespace;
    private final Map<String, Integer> remaining = new HashMap<>();
    private final Map<String, Integer> finalizers = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private Duration wait = Duration.ZERO;

    ContentRemover(DynamicClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    Content remove(Discovery.Found found) throws InterruptedException {
        for (var resource : found.resources()) {
            if (isPods(resource)) {
                remove(resource);
            }
        }
        // KEP-5080: while a Pod runs, what protects or feeds it must not go.
        if (remaining.isEmpty() && failures.isEmpty()) {
            for (var resource : found.resources()) {
                if (resource.namespaced()
                        && resource.verbs().contains("delete")
                        && !isPods(resource)) {
                    remove(resource);
                }
            }
        }
        return new Content(remaining, finalizers, found.failed(), failures, wait);
    }

    private static boolean isPods(ApiResource resource) {
        return resource.plural().equals("pods") && resource.group().isEmpty();
    }

    private void remove(ApiResource resource) throws InterruptedException {
        var path = resource.path(namespace);
        try {
            var objects = client.list(path);
            if (objects.isEmpty()) {
                return;
            }
            delete(resource, path, objects);
            count(resource, client.list(path));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND
                    && refused.getCode() != HttpURLConnection.HTTP_BAD_METHOD) {
                failures.add(name(resource) + ": " + refused.getMessage());
            }
        }
    }

    private void delete(ApiResource resource, String path, List<PartialObjectMetadata> objects)
            throws InterruptedException {
        if (resource.verbs().contains("deletecollection")) {
            client.delete(path, BACKGROUND);
            return;
        }
        for (var object : objects) {
            client.delete(path + "/" + object.getMetadata().getName(), BACKGROUND);
        }
    }

    private void count(ApiResource resource, List<PartialObjectMetadata> left) {
        if (left.isEmpty()) {
            return;
        }
        remaining.put(name(resource), left.size());
        for (var object : left) {
            var metadata = object.getMetadata();
            metadata.getFinalizers().forEach(each -> finalizers.merge(each, 1, Integer::sum));
            Long grace = metadata.getDeletionGracePeriodSeconds();
            waitFor(grace == null ? Duration.ZERO : Duration.ofSeconds(grace));
            if (!metadata.getFinalizers().isEmpty()) {
                waitFor(FINALIZERS_WAIT);
            }
        }
    }

    private void waitFor(Duration time) {
        wait = time.compareTo(wait) > 0 ? time : wait;
    }

    private static String name(ApiResource resource) {
        return resource.plural() + "." + resource.group();
    }
}
