package dev.kaptan.client.work;

import java.time.Duration;

/** How an attempt ended that did not fail. */
public sealed interface Outcome {
    /** Nothing is left to do until something changes. */
    record Done() implements Outcome {}

    /** To be looked at again after a while, even if nothing changes. */
    record Again(Duration after) implements Outcome {}

    /** To be tried again after the key's back-off, without a log line. */
    record Retry() implements Outcome {}

    /** Nothing is left to do until something changes. */
    static Outcome done() {
        return new Done();
    }

    /** To be looked at again after a while. */
    static Outcome again(Duration after) {
        return new Again(after);
    }

    /** To be tried again after the key's back-off. */
    static Outcome retry() {
        return new Retry();
    }
}
