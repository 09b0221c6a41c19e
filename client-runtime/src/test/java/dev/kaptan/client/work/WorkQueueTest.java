package dev.kaptan.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

@Timeout(10)
class WorkQueueTest {
    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkQueue<String> queue =
            new WorkQueue<>(Backoff.PER_KEY, time, time, new QueueMetrics(registry, "test"));

    @Test
    void aKeyWaitsOnce() throws Exception {
        queue.add("a");
        queue.add("a");
        queue.add("b");

        assertThat(queue.depth()).isEqualTo(2);
        assertThat(queue.take()).isEqualTo("a");
        assertThat(queue.take()).isEqualTo("b");
    }

    @Test
    void aKeyAddedDuringItsWorkIsWorkedOnAgainAfterIt() throws Exception {
        queue.add("a");
        queue.take();
        queue.add("a");
        assertThat(queue.depth()).as("not while it is being worked on").isZero();

        queue.done("a");
        assertThat(queue.depth()).isEqualTo(1);
    }

    @Test
    void aDelayedKeyIsDueAtItsEarliestTime() {
        queue.addAfter("a", Duration.ofSeconds(10));
        queue.addAfter("a", Duration.ofSeconds(3));
        queue.addAfter("a", Duration.ofSeconds(20));

        time.pass(Duration.ofMillis(2999));
        assertThat(queue.depth()).isZero();
        time.pass(Duration.ofMillis(1));
        assertThat(queue.depth()).isEqualTo(1);
    }

    @Test
    void anOvertakenTimerDoesNotAddTheKeyAgain() throws Exception {
        queue.addAfter("a", Duration.ofSeconds(10));
        queue.addAfter("a", Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(3));
        queue.take();
        queue.done("a");

        time.pass(Duration.ofSeconds(60));
        assertThat(queue.depth()).isZero();
    }

    @Test
    void retriesBackOffFromFiveMillisecondsToAThousandSeconds() throws Exception {
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            queue.retry("a");
            var before = time.instant();
            while (queue.depth() == 0) {
                time.pass(Duration.ofMillis(5));
            }
            delays.add(Duration.between(before, time.instant()).toMillis());
            queue.take();
            queue.done("a");
        }
        assertThat(delays.subList(0, 5)).isEqualTo(List.of(5L, 10L, 20L, 40L, 80L));
        assertThat(delays.getLast()).isEqualTo(1_000_000);
    }

    @Test
    void successEndsTheBackOff() {
        queue.retry("a");
        queue.retry("a");
        queue.forget("a");
        assertThat(queue.retries("a")).isZero();
    }

    @Test
    void closingWakesTheTakers() throws Exception {
        var taken = new ArrayList<String>();
        var taker = Thread.startVirtualThread(() -> takeInto(taken));
        queue.close();
        taker.join();
        assertThat(taken).containsExactly((String) null);
    }

    private void takeInto(List<String> taken) {
        try {
            taken.add(queue.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void countsUnderTheNamesOfClientGo() throws Exception {
        queue.add("a");
        queue.add("b");
        queue.take();

        assertThat(registry.get("workqueue.adds").tag("name", "test").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("workqueue.depth").tag("name", "test").gauge().value())
                .isEqualTo(1);
    }

    /**
     * Whatever happens in whatever order: nothing added is lost, nothing is worked on twice at
     * once.
     */
    @Test
    void neverLosesAKeyAndNeverHandsOutOneTwiceAtOnce() throws Exception {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        var outstanding = new HashSet<String>();
        var processing = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            var key = "key" + random.nextInt(10);
            switch (random.nextInt(4)) {
                case 0 -> {
                    queue.add(key);
                    outstanding.add(key);
                }
                case 1 -> {
                    queue.addAfter(key, Duration.ofMillis(random.nextInt(1, 50)));
                    outstanding.add(key);
                }
                case 2 -> {
                    if (queue.depth() > 0) {
                        var taken = queue.take();
                        assertThat(processing.add(taken)).as("seed %d, step %d", seed, i).isTrue();
                        outstanding.remove(taken);
                    }
                }
                default -> {
                    if (processing.remove(key)) {
                        queue.done(key);
                    }
                    time.pass(Duration.ofMillis(1));
                }
            }
        }
        processing.forEach(queue::done);
        time.pass(Duration.ofSeconds(1));
        var left = new HashMap<String, Integer>();
        while (queue.depth() > 0) {
            var taken = queue.take();
            left.merge(taken, 1, Integer::sum);
            queue.done(taken);
        }
        assertThat(left.keySet()).as("seed %d", seed).containsAll(outstanding);
    }
}
