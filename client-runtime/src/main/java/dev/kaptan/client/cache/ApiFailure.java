package dev.kaptan.client.cache;

import java.io.IOException;

/** The server answered a list or a watch with something other than success. */
final class ApiFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int GONE = 410;
    private static final int TIMEOUT = 504;

    private final int code;

    ApiFailure(int code, String message) {
        super(code + " " + message);
        this.code = code;
    }

    /**
     * The server cannot watch from that resourceVersion: list anew.
     *
     * <p>410 is a version older than what it remembers; 504 and 400 are versions that it has not
     * reached, as after its store was restored from a backup.
     */
    boolean expired() {
        return code == GONE || code == TIMEOUT || code == BAD_REQUEST;
    }
}
