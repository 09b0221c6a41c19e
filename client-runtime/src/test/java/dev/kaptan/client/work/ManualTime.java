package dev.kaptan.client.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so; tasks run on the test's thread when they are due. */
public final class ManualTime implements InstantSource, Delayer {
    private record Task(Instant due, Runnable run) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
    }

    public void pass(Duration time) {
        var until = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(until)) {
            var next = tasks.poll();
            now = next.due;
            next.run.run();
        }
        now = until;
    }
}
