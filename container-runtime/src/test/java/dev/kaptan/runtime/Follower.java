package dev.kaptan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Follows a log in a thread of its own. */
public final class Follower {

    private final Thread thread;

    public Follower(ContainerRuntime runtime, String containerId, LogSink sink) {
        this.thread = Thread.startVirtualThread(() -> follow(runtime, containerId, sink));
    }

    private static void follow(ContainerRuntime runtime, String containerId, LogSink sink) {
        try {
            runtime.readLogs(containerId, LogOptions.following(), sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isDone() {
        return !thread.isAlive();
    }

    public void interrupt() {
        thread.interrupt();
    }

    public void awaitEnd(Duration patience) throws InterruptedException {
        assertThat(thread.join(patience)).as("the log ended").isTrue();
    }
}
