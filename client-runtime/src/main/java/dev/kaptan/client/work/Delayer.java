package dev.kaptan.client.work;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something short later. The port through which time reaches work queues. */
@FunctionalInterface
public interface Delayer {

    /** Runs the task once after the delay; the task must not block. */
    void after(Duration delay, Runnable task);

    /** One over a scheduled executor; tasks handed in after its shutdown are dropped. */
    static Delayer over(ScheduledExecutorService executor) {
        return (delay, task) -> {
            if (!executor.isShutdown()) {
                executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }

    /** One thread for the timers of a whole component; it sleeps while none is due. */
    static ScheduledExecutorService timerThread(String name) {
        var executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name).factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }
}
