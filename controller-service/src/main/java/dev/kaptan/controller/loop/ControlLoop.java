package dev.kaptan.controller.loop;

/**
 * A controller that runs for one term of leadership.
 *
 * <p>Its constructor registers with the informers; {@link #start} comes after they have synced.
 */
public interface ControlLoop extends AutoCloseable {
    /** Starts working on what the informers have told of. */
    void start();

    /** Ends the work; nothing is written after it returned. */
    @Override
    void close();
}
