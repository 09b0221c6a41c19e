package dev.kaptan.state.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the log drives: the same entries in the same order make the same state on every member. What
 * does not say otherwise is called by one thread at a time.
 *
 * @param <R> what it answers to an entry
 */
public interface ReplicatedMachine<R> {

    R apply(byte[] entry);

    /** The state at this moment, to be written while later entries are applied. */
    Frozen freeze();

    /** Replaces the state by a snapshot's. */
    void restore(InputStream snapshot) throws IOException;

    /**
     * This member has begun to lead, with all entries before applied, or has ceased to. Called by
     * any thread.
     */
    default void leading(boolean leads) {}

    /** What the leader alone knows; called by any thread. */
    default byte[] answer(byte[] question) {
        throw new UnsupportedOperationException("this machine is asked nothing");
    }

    /** A state that no longer changes; written by any thread. */
    interface Frozen {
        void writeTo(OutputStream target) throws IOException;
    }
}
