package dev.kaptan.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.WatchCancelRequest;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchProgressRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A watch stream whose responses are taken one by one. */
final class WatchCalls implements StreamObserver<WatchResponse>, AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<WatchResponse> responses = new LinkedBlockingQueue<>();
    private final ClientCallStreamObserver<WatchRequest> requests;

    WatchCalls(Channel channel) {
        requests = (ClientCallStreamObserver<WatchRequest>) WatchGrpc.newStub(channel).watch(this);
    }

    /** Creates a watch and returns the answer to that. */
    WatchResponse create(WatchCreateRequest.Builder request) throws InterruptedException {
        requests.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
        return next();
    }

    void cancel(long id) {
        var cancel = WatchCancelRequest.newBuilder().setWatchId(id);
        requests.onNext(WatchRequest.newBuilder().setCancelRequest(cancel).build());
    }

    void requestProgress() {
        var progress = WatchProgressRequest.getDefaultInstance();
        requests.onNext(WatchRequest.newBuilder().setProgressRequest(progress).build());
    }

    WatchResponse next() throws InterruptedException {
        var response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(response).as("a response within " + PATIENCE_SECONDS + " s").isNotNull();
        return response;
    }

    /** Events from the responses that fit, until there are so many. */
    List<Event> events(int count, Predicate<WatchResponse> which) throws InterruptedException {
        var events = new ArrayList<Event>();
        while (events.size() < count) {
            var response = next();
            assertThat(response.getCanceled()).as(response.toString()).isFalse();
            if (which.test(response)) {
                events.addAll(response.getEventsList());
            }
        }
        return events;
    }

    List<Event> events(int count) throws InterruptedException {
        return events(count, response -> true);
    }

    boolean isQuietFor(long millis) throws InterruptedException {
        return responses.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void onNext(WatchResponse response) {
        responses.add(response);
    }

    @Override
    public void onError(Throwable cause) {
        // The test ends it, or misses the next response and says so.
    }

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        requests.cancel("the test is over", null);
    }
}
