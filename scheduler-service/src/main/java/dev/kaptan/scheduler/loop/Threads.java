package dev.kaptan.scheduler.loop;

import java.util.concurrent.Executor;

/**
 * Where requests on the API run.
 *
 * @param atOnce how many of them are under way at the same time
 */
public record Threads(Executor executor, int atOnce) {

    public Threads {
        if (atOnce < 1) {
            throw new IllegalArgumentException("atOnce must be 1 or more, is " + atOnce);
        }
    }
}
