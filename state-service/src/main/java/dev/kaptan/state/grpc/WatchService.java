package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.watch.WatchHub;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/** Streams of watches. */
final class WatchService extends WatchGrpc.WatchImplBase {

    private final StateStore store;
    private final WatchHub hub;
    private final Guard guard;
    private final Headers headers;
    private final Executor executor;
    private final LongAdder events = new LongAdder();
    private final Set<WatchStream> streams = ConcurrentHashMap.newKeySet();

    WatchService(StateStore store, WatchHub hub, Guard guard, Headers headers, Executor executor) {
        this.store = store;
        this.hub = hub;
        this.guard = guard;
        this.headers = headers;
        this.executor = executor;
    }

    @Override
    public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> client) {
        var gate = new WatchGate(guard, Context.current());
        var call = (ServerCallStreamObserver<WatchResponse>) client;
        var stream =
                new WatchStream(store, hub, gate, headers, executor, call, events, streams::remove);
        streams.add(stream);
        return stream;
    }

    WatchTraffic traffic() {
        int slow = streams.stream().mapToInt(WatchStream::waitingWatches).sum();
        return new WatchTraffic(streams.size(), slow, events.sum());
    }

    /** To be called at etcd's interval of ten minutes. */
    void reportProgress() {
        streams.forEach(WatchStream::progressIsDue);
    }
}
