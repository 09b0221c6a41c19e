package dev.kaptan.proof.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for threads without hiding how they ended. */
final class Tasks {

    private Tasks() {}

    static void await(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed", e.getCause());
        }
    }
}
