package dev.kaptan.state.ratis;

import java.io.IOException;

/** The directory holds data, but not of the cluster that was named; the message says what to do. */
public final class OtherClusterException extends IOException {

    private static final long serialVersionUID = 1L;

    OtherClusterException(String message) {
        super(message);
    }
}
