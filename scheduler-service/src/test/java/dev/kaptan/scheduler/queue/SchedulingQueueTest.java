package dev.kaptan.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.ManualClock;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.PodInfo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

class SchedulingQueueTest {

    private static final Set<ClusterEvent> ROOM = Set.of(ClusterEvent.POD_FREED);

    private final ManualClock clock = new ManualClock();
    private final SchedulingQueue queue = new SchedulingQueue(clock, BackOff.STANDARD);

    @Test
    void handsOutTheHighestPriorityFirstAndEqualsInOrderOfArrival() {
        queue.put(Pods.pod("first"));
        queue.put(Pods.pod("second"));
        queue.put(Pods.priority(Pods.pod("urgent"), 1000));
        assertThat(pollName()).isEqualTo("urgent");
        assertThat(pollName()).isEqualTo("first");
        assertThat(pollName()).isEqualTo("second");
        assertThat(queue.poll()).isNull();
    }

    @Test
    void waitsWithoutEndWhenItIsEmpty() {
        assertThat(queue.nextDue()).isNull();
    }

    @Test
    void anUnschedulablePodWaitsForAnEventThatMayHelp() {
        PodInfo pod = parked("a");
        clock.pass(Duration.ofSeconds(20));
        queue.happened(ClusterEvent.NODE_LABELS_CHANGED);
        assertThat(queue.poll()).isNull();
        queue.happened(ClusterEvent.POD_FREED);
        assertThat(queue.poll().pod()).isEqualTo(pod);
    }

    @Test
    void anEventDoesNotShortenTheBackOff() {
        parked("a");
        queue.happened(ClusterEvent.POD_FREED);
        assertThat(queue.poll()).isNull();
        assertThat(queue.nextDue()).isEqualTo(clock.instant().plusSeconds(1));
        clock.pass(Duration.ofSeconds(1));
        assertThat(pollName()).isEqualTo("a");
    }

    @Test
    void theBackOffDoublesFromOneSecondToTen() {
        queue.put(Pods.pod("a"));
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            assertThat(pollName()).isEqualTo("a");
            queue.retry("uid-a");
            assertThat(queue.nextDue()).isEqualTo(clock.instant().plusSeconds(seconds));
            clock.pass(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void anEventDuringTheAttemptIsNotMissed() {
        queue.put(Pods.pod("a"));
        queue.poll();
        queue.happened(ClusterEvent.POD_FREED);
        queue.unschedulable("uid-a", ROOM);
        assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 1, 0, 0));
    }

    @Test
    void anEventBeforeTheAttemptWasSeenByIt() {
        queue.put(Pods.pod("a"));
        queue.happened(ClusterEvent.POD_FREED);
        queue.poll();
        queue.unschedulable("uid-a", ROOM);
        assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 0, 1, 0));
    }

    @Test
    void whatNothingHelpsIsTriedAgainAfterFiveMinutes() {
        parked("a");
        assertThat(queue.nextDue()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        clock.pass(Duration.ofMinutes(5));
        assertThat(pollName()).isEqualTo("a");
    }

    @Test
    void aGatedPodWaitsForItsLastGate() {
        queue.put(Pods.gated(Pods.pod("a"), "quota", "audit"));
        queue.put(Pods.gated(Pods.pod("a"), "quota"));
        assertThat(queue.poll()).isNull();
        assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 0, 0, 1));
        queue.put(Pods.pod("a"));
        assertThat(pollName()).isEqualTo("a");
    }

    @Test
    void aPodDeletedWhileItWasTriedDoesNotComeBack() {
        queue.put(Pods.pod("a"));
        queue.poll();
        queue.remove("uid-a");
        queue.unschedulable("uid-a", ROOM);
        queue.retry("uid-a");
        assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 0, 0, 0));
    }

    @Test
    void aPodThatNowAsksForLessIsTriedAgain() {
        queue.put(Pods.asking(Pods.pod("a"), 9000, 0));
        queue.poll();
        queue.unschedulable("uid-a", ROOM);
        queue.put(Pods.asking(Pods.pod("a"), 1000, 0));
        clock.pass(Duration.ofSeconds(1));
        assertThat(queue.poll().pod().demand().requests().cpuMillis()).isEqualTo(1000);
    }

    @Test
    void newsOfAPodThatChangeNothingDoNotWakeIt() {
        PodInfo pod = parked("a");
        queue.put(pod);
        assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 0, 1, 0));
    }

    private PodInfo parked(String name) {
        PodInfo pod = Pods.pod(name);
        queue.put(pod);
        queue.poll();
        queue.unschedulable(pod.uid(), ROOM);
        return pod;
    }

    private String pollName() {
        return queue.poll().pod().name().name();
    }
}
