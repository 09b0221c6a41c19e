package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.Event;
import dev.kaptan.etcd.api.WatchCreateRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;
import dev.kaptan.state.log.LogException;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.watch.Subscriber;
import dev.kaptan.state.watch.Watch;
import dev.kaptan.state.watch.WatchHub;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One client's stream of watches. Everything happens in {@link #round}, of which one runs at a
 * time; it writes while the transport takes more and goes on when it does again, so that a slow
 * client costs a cursor for each watch and nobody else's time.
 */
final class WatchStream implements StreamObserver<WatchRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchStream.class);

    /** The id that stands for all watches of a stream in the answer to a progress request. */
    private static final long ALL_WATCHES = -1;

    /** What a watch that was refused has for an id. */
    private static final long NO_WATCH = -1;

    private final StateStore store;
    private final WatchGate gate;
    private final Headers headers;
    private final Executor executor;
    private final ServerCallStreamObserver<WatchResponse> client;
    private final LongAdder events;
    private final Consumer<WatchStream> onEnd;
    private final Subscriber subscriber;
    private final AtomicInteger wanted = new AtomicInteger();
    private final Queue<WatchRequest> requests = new ConcurrentLinkedQueue<>();
    private volatile boolean halfClosed;
    private volatile boolean gone;
    private volatile boolean progressDue;
    private volatile int waitingWatches;

    /** From here on touched by rounds only. */
    private final Map<Long, ActiveWatch> byId = new LinkedHashMap<>();

    private final Map<Watch, ActiveWatch> active = new LinkedHashMap<>();
    private final ArrayDeque<ActiveWatch> reading = new ArrayDeque<>();

    /** Watches that are still to hear of progress, each of them once however often it was due. */
    private final Set<ActiveWatch> uninformed = new LinkedHashSet<>();

    private long readUpTo;
    private long nextId;
    private int progressRequests;

    WatchStream(
            StateStore store,
            WatchHub hub,
            WatchGate gate,
            Headers headers,
            Executor executor,
            ServerCallStreamObserver<WatchResponse> client,
            LongAdder events,
            Consumer<WatchStream> onEnd) {
        this.events = events;
        this.onEnd = onEnd;
        this.store = store;
        this.gate = gate;
        this.headers = headers;
        this.executor = executor;
        this.client = client;
        this.subscriber = hub.subscribe(this::signal);
        client.disableAutoRequest();
        client.setOnReadyHandler(this::signal);
        client.setOnCancelHandler(this::leave);
        client.request(1);
    }

    @Override
    public void onNext(WatchRequest request) {
        requests.add(request);
        signal();
    }

    @Override
    public void onError(Throwable cause) {
        leave();
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        signal();
    }

    /**
     * Lets watches that asked for it hear of progress, if nothing else was said since last time.
     */
    void progressIsDue() {
        progressDue = true;
        signal();
    }

    /** Watches with events that the client does not take yet. */
    int waitingWatches() {
        return waitingWatches;
    }

    private void leave() {
        gone = true;
        signal();
    }

    private void signal() {
        if (wanted.getAndIncrement() == 0) {
            try {
                executor.execute(this::rounds);
            } catch (RejectedExecutionException e) {
                LOG.debug("a watch stream ends with its server", e);
            }
        }
    }

    private void rounds() {
        int seen = wanted.get();
        while (seen != 0) {
            try {
                round();
            } catch (RuntimeException e) {
                fail(e);
            }
            seen = wanted.addAndGet(-seen);
        }
    }

    /** Else a client that is still there would wait on a stream where nothing comes any more. */
    private void fail(RuntimeException cause) {
        boolean there = !gone;
        gone = true;
        finish();
        if (there) {
            client.onError(Failures.toStatus(cause));
        }
    }

    private void round() {
        if (gone || halfClosed) {
            finish();
            return;
        }
        if (!hasCaughtUp()) {
            return;
        }
        // Once before, so that a new watch is told a revision that it cannot have missed.
        take();
        handleRequests();
        take();
        while (client.isReady() && !reading.isEmpty()) {
            read(reading.peek());
        }
        waitingWatches = reading.size();
        if (reading.isEmpty()) {
            reportProgress();
        }
    }

    /** A watch of a member that has just started would begin with its last snapshot. */
    private boolean hasCaughtUp() {
        try {
            store.catchUp();
            return true;
        } catch (LogException e) {
            gone = true;
            client.onError(Failures.toStatus(e));
            finish();
            return false;
        }
    }

    private void finish() {
        subscriber.close();
        onEnd.accept(this);
        active.clear();
        byId.clear();
        reading.clear();
        uninformed.clear();
        waitingWatches = 0;
        if (!gone) {
            gone = true;
            client.onCompleted();
        }
    }

    private void handleRequests() {
        while (client.isReady()) {
            var request = requests.poll();
            if (request == null) {
                return;
            }
            switch (request.getRequestUnionCase()) {
                case CREATE_REQUEST -> create(request.getCreateRequest());
                case CANCEL_REQUEST -> cancel(request.getCancelRequest().getWatchId());
                case PROGRESS_REQUEST -> progressRequests++;
                case REQUESTUNION_NOT_SET -> {}
            }
            client.request(1);
        }
    }

    private void create(WatchCreateRequest request) {
        var spec = WatchSpec.of(request);
        var refusal = gate.refuse(request, spec, byId.keySet());
        if (refusal != null) {
            client.onNext(
                    response(NO_WATCH)
                            .setCreated(true)
                            .setCanceled(true)
                            .setCancelReason(refusal)
                            .build());
            return;
        }
        var watch = subscriber.watch(spec.range(), spec.startRevision());
        var created = new ActiveWatch(id(request), watch, spec);
        byId.put(created.id(), created);
        active.put(watch, created);
        client.onNext(response(created.id()).setCreated(true).build());
    }

    private long id(WatchCreateRequest request) {
        if (request.getWatchId() != 0) {
            return request.getWatchId();
        }
        while (byId.containsKey(nextId)) {
            nextId++;
        }
        return nextId++;
    }

    private void cancel(long id) {
        var watch = byId.get(id);
        if (watch != null) {
            forget(watch);
            client.onNext(response(id).setCanceled(true).build());
        }
    }

    private void forget(ActiveWatch watch) {
        subscriber.cancel(watch.watch());
        byId.remove(watch.id());
        active.remove(watch.watch());
        reading.remove(watch);
        uninformed.remove(watch);
    }

    private void take() {
        var due = subscriber.take();
        readUpTo = due.upTo();
        for (var item : due.readings()) {
            var watch = active.get(item.watch());
            if (watch != null && watch.begin(item.from())) {
                reading.add(watch);
            }
        }
    }

    private void read(ActiveWatch watch) {
        MvccStore source = store.local();
        try {
            var due = watch.read(source, readUpTo);
            if (!due.isEmpty()) {
                events.add(due.size());
                send(watch, due);
            }
            if (!watch.isReading()) {
                reading.remove(watch);
            }
        } catch (Refused compacted) {
            client.onNext(
                    response(watch.id())
                            .setCanceled(true)
                            .setCompactRevision(source.compactedRevision())
                            .build());
            forget(watch);
        }
    }

    private void send(ActiveWatch watch, List<Event> events) {
        var pieces = watch.spec().fragments() ? Fragments.of(events) : List.of(events);
        for (int i = 0; i < pieces.size(); i++) {
            client.onNext(
                    response(watch.id())
                            .addAllEvents(pieces.get(i))
                            .setFragment(i < pieces.size() - 1)
                            .build());
        }
    }

    private void reportProgress() {
        for (; progressRequests > 0 && client.isReady(); progressRequests--) {
            client.onNext(response(ALL_WATCHES).build());
        }
        if (progressDue) {
            progressDue = false;
            for (var watch : byId.values()) {
                if (watch.quietSinceLastAsked() && watch.spec().progress()) {
                    uninformed.add(watch);
                }
            }
        }
        for (var next = uninformed.iterator(); client.isReady() && next.hasNext(); ) {
            client.onNext(response(next.next().id()).build());
            next.remove();
        }
    }

    private WatchResponse.Builder response(long watchId) {
        return WatchResponse.newBuilder().setHeader(headers.at(readUpTo)).setWatchId(watchId);
    }
}
