package dev.kaptan.benchmarks.etcd;

import com.google.protobuf.ByteString;

import dev.kaptan.benchmarks.Load;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;

import io.grpc.stub.StreamObserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One write to many watchers, each with a stream of its own: how long until all have heard. */
final class WatchFanOut implements AutoCloseable {

    private static final ByteString KEY = ByteString.copyFromUtf8("/benchmark-watched/key");
    private static final int PATIENCE_SECONDS = 60;

    private final EtcdChannels channels;
    private final int watchers;
    private final Semaphore heard = new Semaphore(0);
    private final List<StreamObserver<WatchRequest>> streams = new ArrayList<>();

    private WatchFanOut(EtcdChannels channels, int watchers) {
        this.channels = channels;
        this.watchers = watchers;
    }

    static WatchFanOut open(EtcdChannels channels, int watchers) throws InterruptedException {
        var fanOut = new WatchFanOut(channels, watchers);
        for (int i = 0; i < watchers; i++) {
            fanOut.streams.add(fanOut.watch(i));
        }
        fanOut.awaitAll();
        return fanOut;
    }

    /** Writes one after another; the time of each is until the last watcher has its event. */
    Load.Result run(Duration time) throws InterruptedException {
        return Load.during(
                time,
                1,
                (client, number) -> {
                    channels.kv(number).put(StoreCalls.putOf(KEY));
                    awaitAll();
                });
    }

    private void awaitAll() throws InterruptedException {
        if (!heard.tryAcquire(watchers, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a watcher has heard nothing for a minute");
        }
    }

    private StreamObserver<WatchRequest> watch(int number) {
        var stream = channels.watch(number).watch(new Watcher());
        stream.onNext(
                WatchRequest.newBuilder()
                        .setCreateRequest(WatchCreateRequest.newBuilder().setKey(KEY))
                        .build());
        return stream;
    }

    @Override
    public void close() {
        streams.forEach(StreamObserver::onCompleted);
    }

    private final class Watcher implements StreamObserver<WatchResponse> {
        @Override
        public void onNext(WatchResponse response) {
            heard.release(response.getCreated() ? 1 : response.getEventsCount());
        }

        @Override
        public void onError(Throwable closed) {}

        @Override
        public void onCompleted() {}
    }
}
