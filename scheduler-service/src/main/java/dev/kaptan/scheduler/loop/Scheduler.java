package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.cluster.Snapshot;
import dev.kaptan.scheduler.framework.Decision;
import dev.kaptan.scheduler.framework.Diagnosis;
import dev.kaptan.scheduler.framework.Placement;
import dev.kaptan.scheduler.framework.Preemption;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.queue.BackOff;
import dev.kaptan.scheduler.queue.QueuedPod;
import dev.kaptan.scheduler.queue.SchedulingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Schedules one Pod after the other. Choosing a Node and assuming the Pod there happens in this
 * loop, binding beside it. News of the cluster may come in before, while and after it runs.
 */
public final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final ClusterState cluster = new ClusterState();
    private final Pending pending;
    private final Placement placement;
    private final Preemption preemption;
    private final Dispatch dispatch;
    private final Intake intake;
    private final SchedulerMetrics metrics;

    /**
     * @param name the Pods with this {@code .spec.schedulerName} are ours
     */
    public Scheduler(
            String name,
            Placement placement,
            Preemption preemption,
            Ports ports,
            Threads threads,
            SchedulerMetrics metrics,
            InstantSource clock) {
        this.placement = placement;
        this.preemption = preemption;
        this.metrics = metrics;
        this.pending = new Pending(new SchedulingQueue(clock, BackOff.STANDARD), clock);
        this.dispatch = new Dispatch(cluster, pending, ports, metrics, threads);
        this.intake = new Intake(name, cluster, pending);
        metrics.watch(pending::sizes);
    }

    public Intake intake() {
        return intake;
    }

    /** Schedules until the thread is interrupted. */
    public void run() {
        try {
            while (true) {
                attempt(pending.take());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(QueuedPod queued) {
        PodInfo pod = queued.pod();
        if (cluster.isPlaced(pod.uid())) {
            pending.done(pod.uid());
            return;
        }
        try {
            Snapshot snapshot = cluster.snapshotFor(pod);
            switch (decide(pod, snapshot)) {
                case Decision.Place place -> {
                    cluster.assume(pod, place.nodeName());
                    dispatch.bind(queued, place.nodeName());
                }
                case Decision.Nowhere(Diagnosis diagnosis) ->
                        dispatch.park(pod, diagnosis, makeRoom(pod, snapshot, diagnosis));
            }
        } catch (RuntimeException bug) {
            LOG.error("scheduling {} failed", pod.name(), bug);
            dispatch.fail(pod, bug.toString());
        }
    }

    private Decision decide(PodInfo pod, Snapshot snapshot) {
        long start = System.nanoTime();
        Decision decision = placement.decide(pod, snapshot);
        metrics.attempted(Duration.ofNanos(System.nanoTime() - start));
        return decision;
    }

    private Preemption.Outcome makeRoom(PodInfo pod, Snapshot snapshot, Diagnosis diagnosis) {
        if (cluster.awaitsRoom(pod)) {
            return new Preemption.Outcome.Futile(
                    "preemption: not eligible due to a terminating pod on the nominated node.");
        }
        Preemption.Outcome outcome = preemption.plan(pod, snapshot, diagnosis);
        if (outcome instanceof Preemption.Outcome.Evict evict) {
            cluster.nominate(pod, evict.nodeName());
        }
        return outcome;
    }
}
