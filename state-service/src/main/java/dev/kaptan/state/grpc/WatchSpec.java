package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.state.mvcc.Event;
import dev.kaptan.state.mvcc.KeyRange;

import java.util.List;

/**
 * What a client wants of a watch.
 *
 * @param fragments whether the client puts revisions together that come in pieces
 * @param startRevision 0 for whatever comes next
 */
record WatchSpec(
        KeyRange range,
        long startRevision,
        boolean previous,
        boolean progress,
        boolean puts,
        boolean deletes,
        boolean fragments) {

    private static final byte[] FIRST_KEY = {0};

    static WatchSpec of(WatchCreateRequest request) {
        var key = request.getKey().isEmpty() ? FIRST_KEY : request.getKey().toByteArray();
        List<WatchCreateRequest.FilterType> filters = request.getFiltersList();
        return new WatchSpec(
                KeyRange.of(key, request.getRangeEnd().toByteArray()),
                Math.max(0, request.getStartRevision()),
                request.getPrevKv(),
                request.getProgressNotify(),
                !filters.contains(WatchCreateRequest.FilterType.NOPUT),
                !filters.contains(WatchCreateRequest.FilterType.NODELETE),
                request.getFragment());
    }

    boolean admits(Event event) {
        return (event instanceof Event.Put ? puts : deletes) && range.contains(event.entry().key());
    }
}
