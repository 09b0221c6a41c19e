package dev.kaptan.gateway.etcd;

import dev.kaptan.api.engine.store.KeyValueStore.Listener;
import dev.kaptan.etcd.api.WatchCancelRequest;
import dev.kaptan.etcd.api.WatchGrpc;
import dev.kaptan.etcd.api.WatchProgressRequest;
import dev.kaptan.etcd.api.WatchRequest;
import dev.kaptan.etcd.api.WatchResponse;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * All watches of a store on one gRPC stream. When the connection is lost the stream is opened again
 * and every watch goes on behind the last revision it has delivered, so that listeners notice
 * nothing but a pause; only a compaction in between ends a watch.
 */
final class WatchStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchStream.class);

    /** etcd's id of answers that concern the stream and none of its watches. */
    private static final long WHOLE_STREAM = -1;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /**
     * Asks that a stream ends where its member has no leader: it would be silent, which looks like
     * nothing happening (etcd's {@code WithRequireLeader}).
     */
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final WatchGrpc.WatchStub stub;
    private final Reconnection reconnection;
    private final Executor executor;

    /** Guarded by {@code this}, as everything below. */
    private final Set<Watch> watches = new LinkedHashSet<>();

    private @Nullable Connection current;
    private boolean progressWanted;
    private boolean closed;

    WatchStream(Reconnection reconnection, Executor executor) {
        var headers = new Metadata();
        headers.put(HAS_LEADER, "true");
        this.reconnection = reconnection;
        this.executor = executor;
        stub =
                WatchGrpc.newStub(reconnection.channel())
                        .withWaitForReady()
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    synchronized AutoCloseable watch(String prefix, long startRevision, Listener listener) {
        var watch = new Watch(prefix, startRevision, listener);
        watches.add(watch);
        if (current == null) {
            connect();
        } else {
            current.create(watch);
        }
        return () -> cancel(watch);
    }

    synchronized void requestProgress() {
        if (current != null && current.alive) {
            current.send(
                    WatchRequest.newBuilder()
                            .setProgressRequest(WatchProgressRequest.getDefaultInstance()));
        } else {
            progressWanted = true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.clear();
        if (current != null) {
            current.end();
        }
    }

    private synchronized void cancel(Watch watch) {
        watch.cancelled = true;
        watches.remove(watch);
        if (current != null) {
            current.cancel(watch);
        }
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        var connection = new Connection();
        current = connection;
        connection.requests = stub.watch(connection);
        watches.forEach(connection::create);
        if (progressWanted) {
            progressWanted = false;
            requestProgress();
        }
    }

    private void lost(Connection connection, @Nullable Throwable cause) {
        synchronized (this) {
            connection.alive = false;
            if (closed || connection != current) {
                return;
            }
        }
        log.debug("watch stream to the store ended, opening it again", cause);
        executor.execute(() -> {
            try {
                Thread.sleep(connection.pauseBeforeNext());
                connect();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** One opening of the stream. gRPC calls it on one thread at a time. */
    private final class Connection implements StreamObserver<WatchResponse> {
        private final Map<Long, Watch> byId = new HashMap<>();

        /** Watches asked for and not yet confirmed: etcd confirms them in the order asked. */
        private final Queue<Watch> unconfirmed = new ArrayDeque<>();

        private final Duration pause;
        private boolean answered;
        private boolean alive = true;
        private @Nullable StreamObserver<WatchRequest> requests;

        Connection() {
            pause = current == null ? FIRST_PAUSE : current.pauseBeforeNext();
        }

        private Duration pauseBeforeNext() {
            if (answered) {
                return FIRST_PAUSE;
            }
            var doubled = pause.multipliedBy(2);
            return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }

        void create(Watch watch) {
            if (alive) {
                unconfirmed.add(watch);
                send(WatchRequest.newBuilder().setCreateRequest(watch.request()));
            }
        }

        void cancel(Watch watch) {
            byId.entrySet().stream()
                    .filter(entry -> entry.getValue() == watch)
                    .findFirst()
                    .ifPresent(entry -> cancel(entry.getKey()));
        }

        private void cancel(long id) {
            byId.remove(id);
            send(
                    WatchRequest.newBuilder()
                            .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(id)));
        }

        void send(WatchRequest.Builder request) {
            if (alive && requests != null) {
                requests.onNext(request.build());
            }
        }

        void end() {
            if (alive && requests != null) {
                alive = false;
                requests.onCompleted();
            }
        }

        @Override
        public void onNext(WatchResponse response) {
            for (var addressee : addressees(response)) {
                if (!addressee.deliver(response)) {
                    forget(addressee, response.getWatchId());
                }
            }
        }

        private List<Watch> addressees(WatchResponse response) {
            synchronized (WatchStream.this) {
                answered = true;
                if (response.getCreated()) {
                    return confirm(response);
                }
                if (response.getWatchId() == WHOLE_STREAM) {
                    return new ArrayList<>(byId.values());
                }
                var watch = byId.get(response.getWatchId());
                return watch == null ? List.of() : List.of(watch);
            }
        }

        private List<Watch> confirm(WatchResponse response) {
            var watch = unconfirmed.remove();
            byId.put(response.getWatchId(), watch);
            if (watch.cancelled) {
                cancel(response.getWatchId());
                return List.of();
            }
            return response.getCanceled() ? List.of(watch) : List.of();
        }

        private void forget(Watch watch, long id) {
            synchronized (WatchStream.this) {
                byId.remove(id);
                watches.remove(watch);
            }
        }

        @Override
        public void onError(Throwable cause) {
            reconnection.failed(cause);
            lost(this, cause);
        }

        @Override
        public void onCompleted() {
            lost(this, null);
        }
    }
}
