package dev.kaptan.scheduler.queue;

import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.PodInfo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Pods that want a Node. Each is in one place: active (may be tried), back-off (was tried a
 * moment ago), unschedulable (waits for an event that may help, or five minutes), gated, or in
 * flight (handed out by {@link #poll}).
 *
 * <p>Whoever polled a Pod says what came of it by {@link #done}, {@link #unschedulable} or {@link
 * #retry}; a Pod that was deleted meanwhile is gone all the same. For one thread at a time.
 */
public final class SchedulingQueue {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final BackOff backOff;
    private final TreeSet<QueuedPod> active = new TreeSet<>(QueuedPod.BY_PRIORITY);
    private final TreeSet<QueuedPod> backingOff =
            new TreeSet<>(
                    Comparator.comparing(this::backOffEnd).thenComparingLong(QueuedPod::sequence));
    private final Waiting unschedulable = new Waiting();
    private final Map<String, QueuedPod> gated = new HashMap<>();
    private final Map<String, InFlight> inFlight = new HashMap<>();

    /** The Pods in {@code active} and {@code backingOff}, by uid. */
    private final Map<String, QueuedPod> ready = new HashMap<>();

    private final Map<ClusterEvent, Long> lastSeen = new EnumMap<>(ClusterEvent.class);
    private long sequence;

    public SchedulingQueue(InstantSource clock, BackOff backOff) {
        this.clock = clock;
        this.backOff = backOff;
    }

    /** A new Pod, or news of one that is here. */
    public void put(PodInfo pod) {
        String uid = pod.uid();
        @Nullable InFlight flying = inFlight.get(uid);
        @Nullable QueuedPod readyOne = ready.get(uid);
        @Nullable QueuedPod waitingOne = unschedulable.get(uid);
        if (flying != null) {
            inFlight.put(uid, flying.carrying(pod));
        } else if (readyOne != null) {
            refreshReady(readyOne, pod);
        } else if (waitingOne != null) {
            refreshUnschedulable(waitingOne, pod);
        } else {
            enqueue(pod, gated.remove(uid));
        }
    }

    private void enqueue(PodInfo pod, @Nullable QueuedPod wasGated) {
        Instant now = clock.instant();
        QueuedPod queued =
                wasGated == null
                        ? new QueuedPod(pod, 0, now, now, ++sequence)
                        : wasGated.carrying(pod).movedAt(now, ++sequence);
        if (pod.stage().gates().isEmpty()) {
            activate(queued);
        } else {
            gated.put(pod.uid(), queued);
        }
    }

    private void refreshReady(QueuedPod known, PodInfo newer) {
        TreeSet<QueuedPod> place = active.contains(known) ? active : backingOff;
        place.remove(known);
        QueuedPod refreshed = known.carrying(newer);
        place.add(refreshed);
        ready.put(newer.uid(), refreshed);
    }

    /** A change of what the Pod asks for may itself be what helps. */
    private void refreshUnschedulable(QueuedPod known, PodInfo newer) {
        if (known.pod().asksTheSameAs(newer)) {
            unschedulable.refresh(newer.uid(), known.carrying(newer));
        } else {
            unschedulable.remove(newer.uid());
            wake(known.carrying(newer));
        }
    }

    /** The Pod is deleted, bound, or not ours any more. */
    public void remove(String uid) {
        @Nullable QueuedPod known = ready.remove(uid);
        if (known != null) {
            active.remove(known);
            backingOff.remove(known);
        }
        unschedulable.remove(uid);
        gated.remove(uid);
        inFlight.remove(uid);
    }

    /** The Pod to try now, if there is one. */
    public @Nullable QueuedPod poll() {
        releaseDue();
        @Nullable QueuedPod first = active.pollFirst();
        if (first == null) {
            return null;
        }
        ready.remove(first.pod().uid());
        QueuedPod attempted = first.attempted();
        inFlight.put(first.pod().uid(), new InFlight(attempted, sequence));
        return attempted;
    }

    /** The Pod has been placed. */
    public void done(String uid) {
        inFlight.remove(uid);
    }

    /** The Pod fits nowhere until one of these events happens. */
    public void unschedulable(String uid, Set<ClusterEvent> helpedBy) {
        @Nullable InFlight flying = inFlight.remove(uid);
        if (flying == null) {
            return;
        }
        QueuedPod waiting = flying.pod().movedAt(clock.instant(), ++sequence);
        if (flying.changed() || happenedSince(flying.since(), helpedBy)) {
            wake(waiting);
        } else {
            unschedulable.put(waiting, helpedBy);
        }
    }

    /** The attempt failed for a reason of its own; the Pod is tried again after its back-off. */
    public void retry(String uid) {
        @Nullable InFlight flying = inFlight.remove(uid);
        if (flying != null) {
            wake(flying.pod().movedAt(clock.instant(), ++sequence));
        }
    }

    /** Something happened that lets Pods try again. */
    public void happened(ClusterEvent event) {
        lastSeen.put(event, ++sequence);
        unschedulable.takeHelpedBy(event).forEach(this::wake);
    }

    /** When {@link #poll} may have something that it has not now; null: not without an event. */
    public @Nullable Instant nextDue() {
        if (!active.isEmpty()) {
            return clock.instant();
        }
        Instant due = backingOff.isEmpty() ? null : backOffEnd(backingOff.first());
        @Nullable QueuedPod oldest = unschedulable.oldest();
        if (oldest != null) {
            Instant flush = oldest.queuedAt().plus(LONGEST_WAIT);
            due = due == null || flush.isBefore(due) ? flush : due;
        }
        return due;
    }

    public QueueSizes sizes() {
        return new QueueSizes(active.size(), backingOff.size(), unschedulable.size(), gated.size());
    }

    private boolean happenedSince(long then, Set<ClusterEvent> events) {
        return events.stream().anyMatch(event -> lastSeen.getOrDefault(event, 0L) > then);
    }

    private void releaseDue() {
        Instant now = clock.instant();
        while (!backingOff.isEmpty() && !backOffEnd(backingOff.first()).isAfter(now)) {
            active.add(backingOff.pollFirst());
        }
        for (QueuedPod oldest = unschedulable.oldest();
                oldest != null && !oldest.queuedAt().plus(LONGEST_WAIT).isAfter(now);
                oldest = unschedulable.oldest()) {
            unschedulable.remove(oldest.pod().uid());
            wake(oldest);
        }
    }

    private void wake(QueuedPod pod) {
        if (!pod.pod().stage().gates().isEmpty()) {
            gated.put(pod.pod().uid(), pod);
        } else if (backOffEnd(pod).isAfter(clock.instant())) {
            backingOff.add(pod);
            ready.put(pod.pod().uid(), pod);
        } else {
            activate(pod);
        }
    }

    private void activate(QueuedPod pod) {
        active.add(pod);
        ready.put(pod.pod().uid(), pod);
    }

    private Instant backOffEnd(QueuedPod pod) {
        return pod.attempts() == 0
                ? pod.queuedAt()
                : pod.queuedAt().plus(backOff.after(pod.attempts()));
    }

    /**
     * A Pod that has been handed out.
     *
     * @param since events with a higher number happened after that
     * @param changed whether what it asks for has changed since
     */
    private record InFlight(QueuedPod pod, long since, boolean changed) {

        InFlight(QueuedPod pod, long since) {
            this(pod, since, false);
        }

        InFlight carrying(PodInfo newer) {
            boolean changes = changed || !pod.pod().asksTheSameAs(newer);
            return new InFlight(pod.carrying(newer), since, changes);
        }
    }
}
