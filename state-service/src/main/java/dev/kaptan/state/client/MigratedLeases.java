package dev.kaptan.state.client;

import dev.kaptan.etcd.api.LeaseGrantRequest;
import dev.kaptan.etcd.api.LeaseTimeToLiveRequest;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The leases that keys are attached to. Each is granted in the target under its old id and for all
 * of its time: what is kept alive stays so, what is not expires later than it would have, never
 * earlier.
 */
final class MigratedLeases {

    /** A key whose lease expired between two calls is about to go. */
    private static final long SHORTEST_SECONDS = 1;

    private final MigrationEnd source;
    private final MigrationEnd target;
    private final Set<Long> ids = new LinkedHashSet<>();

    MigratedLeases(MigrationEnd source, MigrationEnd target) {
        this.source = source;
        this.target = target;
    }

    void require(long id) {
        if (id != 0) {
            ids.add(id);
        }
    }

    int count() {
        return ids.size();
    }

    void grant() {
        ids.forEach(this::grant);
    }

    private void grant(long id) {
        var asked = LeaseTimeToLiveRequest.newBuilder().setID(id).build();
        long seconds = source.leases().leaseTimeToLive(asked).getGrantedTTL();
        var wanted =
                LeaseGrantRequest.newBuilder()
                        .setID(id)
                        .setTTL(Math.max(SHORTEST_SECONDS, seconds))
                        .build();
        try {
            target.leases().leaseGrant(wanted);
        } catch (StatusRuntimeException e) {
            // An earlier attempt has left it.
            if (e.getStatus().getCode() != Status.Code.FAILED_PRECONDITION) {
                throw e;
            }
        }
    }
}
