package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.framework.Decision;
import dev.kaptan.scheduler.framework.Diagnosis;
import dev.kaptan.scheduler.framework.Placement;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.queue.BackOff;
import dev.kaptan.scheduler.queue.QueuedPod;
import dev.kaptan.scheduler.queue.SchedulingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Schedules one Pod after the other. Choosing a Node and assuming the Pod there happens in this
 * loop, binding beside it. News of the cluster may come in before, while and after it runs.
 */
public final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final ClusterState cluster = new ClusterState();
    private final Pending pending;
    private final Placement placement;
    private final Dispatch dispatch;
    private final Intake intake;
    private final SchedulerMetrics metrics;

    /**
     * @param name the Pods with this {@code .spec.schedulerName} are ours
     * @param executor runs bindings and reports
     * @param atOnce how many of those run at the same time
     */
    public Scheduler(
            String name,
            Placement placement,
            Binder binder,
            Reporter reporter,
            SchedulerMetrics metrics,
            InstantSource clock,
            Executor executor,
            int atOnce) {
        this.placement = placement;
        this.metrics = metrics;
        this.pending = new Pending(new SchedulingQueue(clock, BackOff.STANDARD), clock);
        this.dispatch = new Dispatch(cluster, pending, binder, reporter, metrics, executor, atOnce);
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
            carryOut(queued, decide(pod));
        } catch (RuntimeException bug) {
            LOG.error("scheduling {} failed", pod.name(), bug);
            dispatch.fail(pod, bug.toString());
        }
    }

    private Decision decide(PodInfo pod) {
        long start = System.nanoTime();
        Decision decision = placement.decide(pod, cluster.snapshotFor(pod));
        metrics.attempted(Duration.ofNanos(System.nanoTime() - start));
        return decision;
    }

    private void carryOut(QueuedPod queued, Decision decision) {
        PodInfo pod = queued.pod();
        switch (decision) {
            case Decision.Place place -> {
                cluster.assume(pod, place.nodeName());
                dispatch.bind(queued, place.nodeName());
            }
            case Decision.Nowhere(Diagnosis diagnosis) -> dispatch.park(pod, diagnosis);
        }
    }
}
