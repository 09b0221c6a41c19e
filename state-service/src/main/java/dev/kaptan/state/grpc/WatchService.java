package dev.kaptan.state.grpc;

import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.watch.WatchHub;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Streams of watches. */
final class WatchService extends WatchGrpc.WatchImplBase {

    private final StateStore store;
    private final WatchHub hub;
    private final Headers headers;
    private final Executor executor;
    private final Set<WatchStream> streams = ConcurrentHashMap.newKeySet();

    WatchService(StateStore store, WatchHub hub, Headers headers, Executor executor) {
        this.store = store;
        this.hub = hub;
        this.headers = headers;
        this.executor = executor;
    }

    @Override
    public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> client) {
        var call = (ServerCallStreamObserver<WatchResponse>) client;
        var stream = new WatchStream(store, hub, headers, executor, call, streams::remove);
        streams.add(stream);
        return stream;
    }

    /** Not a call that clients make: its message travels inside the stream. */
    @Override
    public void progress(WatchProgressRequest request, StreamObserver<WatchResponse> client) {
        client.onError(Unsupported.call("Watch/Progress outside of a stream"));
    }

    /** To be called at etcd's interval of ten minutes. */
    void reportProgress() {
        streams.forEach(WatchStream::progressIsDue);
    }
}
