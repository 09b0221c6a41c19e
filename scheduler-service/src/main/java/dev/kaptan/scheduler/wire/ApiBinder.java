package dev.kaptan.scheduler.wire;

import dev.kaptan.scheduler.loop.Binder;
import dev.kaptan.scheduler.model.PodName;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Binds by {@code pods/binding}. */
public final class ApiBinder implements Binder {

    private final KubernetesClient client;
    private final ApiRequests requests;

    public ApiBinder(KubernetesClient client) {
        this.client = client;
        this.requests = new ApiRequests(client);
    }

    @Override
    public void bind(PodName pod, String nodeName) {
        String path = "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/binding";
        try {
            requests.send("POST", path, "application/json", binding(pod, nodeName));
        } catch (ApiRefused refused) {
            if (refused.notFound() || !isBound(pod, nodeName)) {
                throw refused;
            }
        }
    }

    private String binding(PodName pod, String nodeName) {
        var binding =
                new BindingBuilder()
                        .withNewMetadata()
                        .withNamespace(pod.namespace())
                        .withName(pod.name())
                        .withUid(pod.uid())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(nodeName)
                        .endTarget()
                        .build();
        return client.getKubernetesSerialization().asJson(binding);
    }

    /** A lost answer may hide a binding that took place: freeing its room would be wrong. */
    private boolean isBound(PodName pod, String nodeName) {
        try {
            var current = client.pods().inNamespace(pod.namespace()).withName(pod.name()).get();
            return current != null
                    && pod.uid().equals(current.getMetadata().getUid())
                    && nodeName.equals(current.getSpec().getNodeName());
        } catch (RuntimeException unreachable) {
            return false;
        }
    }
}
