package dev.kaptan.state.ratis;

import java.io.IOException;

/** The other members do not take this one as it was started; the message says what to do. */
public final class ClusterRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    ClusterRefusedException(String message) {
        super(message);
    }
}
