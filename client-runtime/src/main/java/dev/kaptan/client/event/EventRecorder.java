package dev.kaptan.client.event;

import dev.kaptan.client.meta.Times;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes Events from a thread of its own. A caller never waits and never sees an error: what does
 * not fit into the queue, or what the server does not take, is dropped, which the meter {@code
 * events.dropped} counts. client-go queues a thousand; a Deployment of two thousand Pods says more.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    static final int QUEUED = 10_000;
    private static final int NOT_FOUND = 404;

    private final EventSink sink;
    private final String component;
    private final String host;
    private final InstantSource clock;
    private final Correlator correlator = new Correlator();
    private final BlockingQueue<ObjectEvent> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Counter dropped;
    private final AtomicBoolean overflowing = new AtomicBoolean();
    private final Thread writer;

    /**
     * @param component stands as the event's source, such as {@code kubelet}
     * @param host the node's name, or "" for a component of the cluster
     */
    public EventRecorder(
            EventSink sink,
            String component,
            String host,
            InstantSource clock,
            MeterRegistry meters) {
        this.sink = sink;
        this.component = component;
        this.host = host;
        this.clock = clock;
        this.dropped = meters.counter("events.dropped");
        this.writer = Thread.ofVirtual().name(component + "-events").start(this::write);
    }

    /** Records that something ordinary happened to an object. */
    public void normal(HasMetadata object, String reason, String message) {
        record(reference(object), EventType.NORMAL, reason, message);
    }

    /** Records that something may be wrong with an object. */
    public void warning(HasMetadata object, String reason, String message) {
        record(reference(object), EventType.WARNING, reason, message);
    }

    /** Records for a reference, such as one with the {@code fieldPath} of a container. */
    public void record(ObjectReference regarding, EventType type, String reason, String message) {
        if (queue.offer(new ObjectEvent(regarding, type, reason, message))) {
            return;
        }
        dropped.increment();
        if (overflowing.compareAndSet(false, true)) {
            LOG.warn("events are dropped until some of the {} that wait are written", QUEUED);
        }
    }

    /** The reference to an object as events carry it. */
    public static ObjectReference reference(HasMetadata object) {
        var metadata = object.getMetadata();
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .build();
    }

    private void write() {
        try {
            while (true) {
                write(queue.take());
                overflowing.set(queue.remainingCapacity() == 0);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(ObjectEvent event) {
        var now = clock.instant();
        try {
            switch (correlator.judge(event, now)) {
                case Correlator.Verdict.Fresh(ObjectEvent fresh) -> create(fresh, now);
                case Correlator.Verdict.Repeated repeated -> repeat(repeated, now);
                case Correlator.Verdict.TooMany tooMany ->
                        LOG.debug("event dropped, its object has too many: {}", event.message());
            }
        } catch (RuntimeException refused) {
            dropped.increment();
            LOG.debug("event not written: {}: {}", event.reason(), refused.getMessage());
        }
    }

    private void repeat(Correlator.Verdict.Repeated repeated, Instant now) {
        var event = repeated.event();
        try {
            sink.repeat(namespace(event), repeated.name(), repeated.count(), Times.seconds(now));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != NOT_FOUND) {
                throw refused;
            }
            correlator.expired(event);
            create(event, now);
        }
    }

    private void create(ObjectEvent event, Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        var name = event.regarding().getName() + "." + Long.toHexString(nanos);
        sink.create(onWire(event, name, Times.seconds(now)));
        correlator.created(event, name);
    }

    private Event onWire(ObjectEvent event, String name, String now) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace(event))
                .withName(name)
                .endMetadata()
                .withInvolvedObject(event.regarding())
                .withType(event.type().wire())
                .withReason(event.reason())
                .withMessage(event.message())
                .withNewSource(component, host.isEmpty() ? null : host)
                .withReportingComponent(component)
                .withReportingInstance(host)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    /** Events of objects without a namespace go where upstream's clients put them. */
    private static String namespace(ObjectEvent event) {
        var namespace = event.regarding().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    /** Stops writing; what still waits is dropped. */
    @Override
    public void close() {
        writer.interrupt();
    }
}
