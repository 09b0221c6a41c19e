package dev.kaptan.runtime;

import java.io.IOException;

/** Where a log goes. */
@FunctionalInterface
public interface LogSink {

    /** Which of the container's streams a piece was written to; a tty writes to stdout only. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** Takes a piece, not necessarily a whole line; throws when nobody reads any more. */
    void write(byte[] bytes, Stream stream) throws IOException;
}
