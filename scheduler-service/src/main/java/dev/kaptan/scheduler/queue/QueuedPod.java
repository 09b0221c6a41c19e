package dev.kaptan.scheduler.queue;

import dev.kaptan.scheduler.model.PodInfo;

import java.time.Instant;
import java.util.Comparator;

/**
 * A Pod in the queue.
 *
 * @param attempts how often it has been tried
 * @param firstQueuedAt when the scheduler first saw it
 * @param queuedAt when it came to the place where it is now
 * @param sequence tells apart what came in the same instant
 */
public record QueuedPod(
        PodInfo pod, int attempts, Instant firstQueuedAt, Instant queuedAt, long sequence) {

    /** The highest priority first, then who waits longest. */
    static final Comparator<QueuedPod> BY_PRIORITY =
            Comparator.comparingInt((QueuedPod queued) -> queued.pod().priority())
                    .reversed()
                    .thenComparingLong(QueuedPod::sequence);

    QueuedPod carrying(PodInfo newer) {
        return new QueuedPod(newer, attempts, firstQueuedAt, queuedAt, sequence);
    }

    QueuedPod movedAt(Instant now, long nextSequence) {
        return new QueuedPod(pod, attempts, firstQueuedAt, now, nextSequence);
    }

    QueuedPod attempted() {
        return new QueuedPod(pod, attempts + 1, firstQueuedAt, queuedAt, sequence);
    }
}
