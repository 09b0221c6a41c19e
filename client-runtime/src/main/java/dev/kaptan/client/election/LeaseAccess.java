package dev.kaptan.client.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.jspecify.annotations.Nullable;

/** The port to one Lease. Every method throws a {@code RuntimeException} when it did not work. */
public interface LeaseAccess {
    /** The Lease, or null when there is none. */
    @Nullable Lease get();

    /** Creates it; fails when somebody was faster. */
    Lease create(Lease lease);

    /** Replaces it; fails when its resourceVersion is stale. */
    Lease update(Lease lease);

    /** The Lease on the API server. */
    static LeaseAccess over(KubernetesClient client, String namespace, String name) {
        var leases = client.leases().inNamespace(namespace);
        return new LeaseAccess() {
            @Override
            public @Nullable Lease get() {
                return leases.withName(name).get();
            }

            @Override
            public Lease create(Lease lease) {
                return leases.resource(lease).create();
            }

            @Override
            public Lease update(Lease lease) {
                return leases.resource(lease).update();
            }
        };
    }
}
