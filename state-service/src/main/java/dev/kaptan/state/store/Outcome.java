package dev.kaptan.state.store;

import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.mvcc.Result;

/** What became of a command that the log delivered. */
public sealed interface Outcome {

    /** {@code revision} is the store's, right after the command. */
    record Done(long revision, Result result) implements Outcome {}

    record Failed(Refused cause) implements Outcome {}
}
