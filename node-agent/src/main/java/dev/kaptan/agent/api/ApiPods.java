package dev.kaptan.agent.api;

import dev.kaptan.agent.worker.PodApi;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Writes statuses of Pods and deletes those that have ended. */
public final class ApiPods implements PodApi {
    private static final int TRIES = 4;

    private final KubernetesClient client;

    public ApiPods(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Pod updateStatus(Pod pod, PodStatus status) {
        var base = pod;
        for (int tried = 1; ; tried++) {
            try {
                return put(base, status);
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return null;
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tried == TRIES) {
                    throw e;
                }
            }
            var current = get(pod);
            if (current == null || !sameUid(current, pod)) {
                return null;
            }
            base = current;
        }
    }

    private Pod put(Pod base, PodStatus status) {
        var body = new PodBuilder(base).withStatus(withForeign(base, status)).build();
        return client.pods()
                .inNamespace(base.getMetadata().getNamespace())
                .resource(body)
                .updateStatus();
    }

    /** Conditions that others wrote since the status was made stay. */
    private static PodStatus withForeign(Pod base, PodStatus status) {
        var own = new HashMap<String, PodCondition>();
        status.getConditions().forEach(condition -> own.put(condition.getType(), condition));
        var conditions = new ArrayList<>(status.getConditions());
        if (base.getStatus() != null) {
            base.getStatus().getConditions().stream()
                    .filter(condition -> !own.containsKey(condition.getType()))
                    .forEach(conditions::add);
        }
        return new PodStatusBuilder(status).withConditions(conditions).build();
    }

    private @Nullable Pod get(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .get();
    }

    private static boolean sameUid(Pod one, Pod other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    @Override
    public void delete(Pod pod) {
        var meta = pod.getMetadata();
        var path = "/api/v1/namespaces/%s/pods/%s".formatted(meta.getNamespace(), meta.getName());
        var options =
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "DeleteOptions",
                        "gracePeriodSeconds",
                        0,
                        "preconditions",
                        Map.of("uid", meta.getUid()));
        try {
            client.raw(path, "DELETE", options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
                    && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
