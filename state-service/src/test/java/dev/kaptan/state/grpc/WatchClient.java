package dev.kaptan.state.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchProgressRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One stream of watches, read at the test's pace. */
final class WatchClient implements ClientResponseObserver<WatchRequest, WatchResponse> {

    private final BlockingQueue<WatchResponse> responses = new LinkedBlockingQueue<>();
    private ClientCallStreamObserver<WatchRequest> requests;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean reading = true;

    WatchClient(Channel channel) {
        WatchGrpc.newStub(channel).watch(this);
        requests.request(1);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
        requests = stream;
        stream.disableAutoRequestWithInitial(0);
    }

    void send(WatchRequest.Builder request) {
        requests.onNext(request.build());
    }

    void requestProgress() {
        send(WatchRequest.newBuilder().setProgressRequest(WatchProgressRequest.newBuilder()));
    }

    void stopReading() {
        reading = false;
    }

    void resumeReading() {
        reading = true;
        requests.request(1);
    }

    void cancel() {
        requests.cancel("the test is over", null);
    }

    WatchResponse next() throws InterruptedException {
        return Objects.requireNonNull(
                responses.poll(20, TimeUnit.SECONDS), "no response within 20 s");
    }

    /** The next events, however they are spread over responses. */
    List<Event> events(int count) throws InterruptedException {
        var events = new ArrayList<Event>();
        while (events.size() < count) {
            var response = next();
            assertThat(response.getCanceled()).isFalse();
            events.addAll(response.getEventsList());
        }
        return events;
    }

    @Override
    public void onNext(WatchResponse response) {
        responses.add(response);
        if (reading) {
            requests.request(1);
        }
    }

    /** Done, or failed, when the server has ended the stream. */
    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void onError(Throwable cause) {
        end.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
        end.complete(null);
    }
}
