package dev.kaptan.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.scheduler.ManualClock;
import dev.kaptan.scheduler.Pods;
import dev.kaptan.scheduler.model.ClusterEvent;
import dev.kaptan.scheduler.model.PodInfo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Random histories beside the simplest model of a queue: the set of Pods that are still wanted. */
class SchedulingQueueRandomTest {

    private static final int STEPS = 4000;
    private static final int NAMES = 30;

    private final ManualClock clock = new ManualClock();
    private final SchedulingQueue queue = new SchedulingQueue(clock, BackOff.STANDARD);
    private final Set<String> wanted = new LinkedHashSet<>();
    private final List<String> inFlight = new ArrayList<>();
    private SplittableRandom random;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 20261123})
    void losesNoPodAndHandsOutNoneTwice(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
            assertEachPodIsInOnePlace();
        }
        assertEverythingComesOutInTheEnd();
    }

    private void step() {
        switch (random.nextInt(7)) {
            case 0, 1 -> put();
            case 2, 3 -> poll();
            case 4 -> finishOne();
            case 5 -> happen();
            default -> removeOne();
        }
    }

    private void put() {
        PodInfo pod = Pods.priority(Pods.pod("p" + random.nextInt(NAMES)), random.nextInt(3));
        boolean gate = random.nextInt(5) == 0 && !wanted.contains(pod.uid());
        queue.put(gate ? Pods.gated(pod, "g") : pod);
        wanted.add(pod.uid());
    }

    private void poll() {
        clock.pass(Duration.ofMillis(random.nextInt(3000)));
        QueuedPod polled = queue.poll();
        if (polled != null) {
            assertThat(inFlight).doesNotContain(polled.pod().uid());
            assertThat(wanted).contains(polled.pod().uid());
            assertThat(polled.pod().stage().gates()).isEmpty();
            inFlight.add(polled.pod().uid());
        }
    }

    private void finishOne() {
        if (inFlight.isEmpty()) {
            return;
        }
        String uid = inFlight.remove(random.nextInt(inFlight.size()));
        switch (random.nextInt(3)) {
            case 0 -> queue.unschedulable(uid, anyEvents());
            case 1 -> queue.retry(uid);
            default -> {
                queue.done(uid);
                wanted.remove(uid);
            }
        }
    }

    private Set<ClusterEvent> anyEvents() {
        var events = EnumSet.of(ClusterEvent.NODE_ADDED);
        events.add(ClusterEvent.values()[random.nextInt(ClusterEvent.values().length)]);
        return events;
    }

    private void happen() {
        queue.happened(ClusterEvent.values()[random.nextInt(ClusterEvent.values().length)]);
    }

    private void removeOne() {
        String uid = "uid-p" + random.nextInt(NAMES);
        queue.remove(uid);
        wanted.remove(uid);
        inFlight.remove(uid);
    }

    private void assertEachPodIsInOnePlace() {
        QueueSizes sizes = queue.sizes();
        int waiting = sizes.active() + sizes.backoff() + sizes.unschedulable() + sizes.gated();
        assertThat(waiting + inFlight.size()).isEqualTo(wanted.size());
    }

    private void assertEverythingComesOutInTheEnd() {
        inFlight.forEach(queue::retry);
        wanted.forEach(uid -> queue.put(Pods.pod(uid.substring("uid-".length()))));
        clock.pass(Duration.ofMinutes(6));
        var out = new LinkedHashSet<String>();
        for (QueuedPod pod = queue.poll(); pod != null; pod = queue.poll()) {
            out.add(pod.pod().uid());
        }
        // What five minutes have woken may still owe the rest of its back-off.
        clock.pass(Duration.ofSeconds(10));
        for (QueuedPod pod = queue.poll(); pod != null; pod = queue.poll()) {
            out.add(pod.pod().uid());
        }
        assertThat(out).containsExactlyInAnyOrderElementsOf(wanted);
    }
}
