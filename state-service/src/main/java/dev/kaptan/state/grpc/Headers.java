package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.ResponseHeader;
import dev.kaptan.state.store.StateStore;

/** Makes the header that every response carries. */
final class Headers {

    private final StateStore store;
    private final long clusterId;
    private final long memberId;

    Headers(StateStore store) {
        this.store = store;
        var status = store.status();
        this.clusterId = status.clusterId();
        this.memberId = status.self().id();
    }

    ResponseHeader at(long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(clusterId)
                .setMemberId(memberId)
                .setRevision(revision)
                .setRaftTerm(store.term())
                .build();
    }

    ResponseHeader now() {
        return at(store.local().revision());
    }
}
