package dev.kaptan.agent.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;

import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Renews the node's Lease: cheaper than its status, and what its life is judged by. */
final class Heartbeat {
    private static final String NAMESPACE = "kube-node-lease";
    private static final int LEASE_SECONDS = 40;

    private final KubernetesClient client;
    private final InstantSource clock;
    private @Nullable Lease last;

    Heartbeat(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    void beat(Node node) {
        var now =
                ZonedDateTime.ofInstant(
                        clock.instant().truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        try {
            last = last == null ? createOrTake(node, now) : renew(last, now);
        } catch (KubernetesClientException e) {
            last = null; // somebody changed or deleted it: the next beat starts over
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
                    && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private Lease createOrTake(Node node, ZonedDateTime now) {
        var name = node.getMetadata().getName();
        var found = client.leases().inNamespace(NAMESPACE).withName(name).get();
        return found == null
                ? client.resource(fresh(node, now)).inNamespace(NAMESPACE).create()
                : renew(found, now);
    }

    private Lease renew(Lease lease, ZonedDateTime now) {
        var renewed = new LeaseBuilder(lease).editSpec().withRenewTime(now).endSpec().build();
        return client.leases().inNamespace(NAMESPACE).resource(renewed).update();
    }

    private static Lease fresh(Node node, ZonedDateTime now) {
        var name = node.getMetadata().getName();
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withOwnerReferences(
                        new OwnerReferenceBuilder()
                                .withApiVersion("v1")
                                .withKind("Node")
                                .withName(name)
                                .withUid(node.getMetadata().getUid())
                                .build())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withLeaseDurationSeconds(LEASE_SECONDS)
                .withRenewTime(now)
                .endSpec()
                .build();
    }
}
