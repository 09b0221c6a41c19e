package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.WatchCreateRequest;

import io.grpc.Context;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Decides whether a stream gets a watch, and says why not in etcd's words. */
record WatchGate(Guard guard, Context call) {

    /** As {@code storage/mvcc/watcher.go} puts it. */
    private static final String EMPTY_RANGE = "mvcc: watcher range is empty";

    private static final String DUPLICATE_ID =
            "mvcc: duplicate watch ID provided on the WatchStream";

    /** Null if it gets it. */
    @Nullable String refuse(WatchCreateRequest request, WatchSpec spec, Set<Long> taken) {
        if (request.getStartRevision() < 0) {
            return EtcdError.COMPACTED.text();
        }
        var denied = denied(spec);
        if (denied != null) {
            return denied;
        }
        if (spec.range().isEmpty()) {
            return EMPTY_RANGE;
        }
        return taken.contains(request.getWatchId()) && request.getWatchId() != 0
                ? DUPLICATE_ID
                : null;
    }

    private @Nullable String denied(WatchSpec spec) {
        try {
            var range = spec.range();
            call.run(() -> guard.access().read(range.start(), range.rangeEnd()));
            return null;
        } catch (RuntimeException e) {
            return String.valueOf(Failures.toStatus(e).getStatus().getDescription());
        }
    }
}
