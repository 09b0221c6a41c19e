package dev.kaptan.scheduler.loop;

import dev.kaptan.scheduler.cluster.ClusterState;
import dev.kaptan.scheduler.framework.Diagnosis;
import dev.kaptan.scheduler.framework.Preemption;
import dev.kaptan.scheduler.model.PodInfo;
import dev.kaptan.scheduler.queue.QueuedPod;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Carries decisions out beside the loop, on threads of the executor, as many at once as there are
 * permits; the loop waits when all are taken. A Pod goes back into the queue only after the API has
 * been told of its failure, so that no report can overtake its next attempt.
 */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final ClusterState cluster;
    private final Pending pending;
    private final Ports ports;
    private final SchedulerMetrics metrics;
    private final Executor executor;
    private final Semaphore permits;

    Dispatch(
            ClusterState cluster,
            Pending pending,
            Ports ports,
            SchedulerMetrics metrics,
            Threads threads) {
        this.cluster = cluster;
        this.pending = pending;
        this.ports = ports;
        this.metrics = metrics;
        this.executor = threads.executor();
        this.permits = new Semaphore(threads.atOnce());
    }

    /** Binds a Pod that is assumed on that Node. */
    void bind(QueuedPod queued, String nodeName) {
        beside(() -> bindNow(queued, nodeName));
    }

    private void bindNow(QueuedPod queued, String nodeName) {
        PodInfo pod = queued.pod();
        try {
            ports.binder().bind(pod.name(), nodeName);
        } catch (RuntimeException refused) {
            // The room is free again, for others too.
            pending.happened(cluster.forget(pod.uid()));
            failNow(pod, "binding rejected: " + refused.getMessage());
            return;
        }
        pending.done(pod.uid());
        metrics.scheduled(queued);
        ports.reporter().scheduled(pod, nodeName);
    }

    /** The Pod waits until something happens that may help it, be it that others make room. */
    void park(PodInfo pod, Diagnosis diagnosis, Preemption.Outcome preemption) {
        metrics.unschedulable();
        beside(() -> {
            switch (preemption) {
                case Preemption.Outcome.Futile(String why) ->
                        ports.reporter()
                                .unschedulable(
                                        pod, (diagnosis.message() + " " + why).strip(), null);
                case Preemption.Outcome.Evict evict -> {
                    ports.reporter().unschedulable(pod, diagnosis.message(), evict.nodeName());
                    evict.victims().forEach(victim -> evict(victim, pod));
                }
            }
            pending.unschedulable(pod.uid(), diagnosis.helpedBy());
        });
    }

    /** A victim that stays is tried again with the Pod's next attempt. */
    private void evict(PodInfo victim, PodInfo preemptor) {
        try {
            ports.evictor().evict(victim, preemptor);
            metrics.preempted();
        } catch (RuntimeException refused) {
            LOG.warn("{} was not evicted: {}", victim.name(), refused.getMessage());
        }
    }

    /** The Pod is tried again after its back-off. */
    void fail(PodInfo pod, String message) {
        beside(() -> failNow(pod, message));
    }

    private void failNow(PodInfo pod, String message) {
        metrics.failed();
        ports.reporter().failed(pod, message);
        pending.retry(pod.uid());
    }

    /** Waits uninterruptibly, which the time-outs of the API requests bound. */
    private void beside(Runnable work) {
        permits.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                work.run();
            } finally {
                permits.release();
            }
        });
    }
}
