package dev.kaptan.state.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the log drives: the same entries in the same order make the same state on every member.
 * Apart from {@link Frozen#writeTo} everything is called by one thread at a time.
 *
 * @param <R> what it answers to an entry
 */
public interface ReplicatedMachine<R> {

    R apply(byte[] entry);

    /** The state at this moment, to be written while later entries are applied. */
    Frozen freeze();

    /** Replaces the state by a snapshot's. */
    void restore(InputStream snapshot) throws IOException;

    /** A state that no longer changes. */
    interface Frozen {
        void writeTo(OutputStream target) throws IOException;
    }
}
