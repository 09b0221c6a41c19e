package dev.kaptan.runtime;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The streams of a running command. Both inputs must be read, each by a thread of its own, lest the
 * command blocks. A stream that was not asked for is empty, or swallows what is written.
 */
public interface StreamSession extends AutoCloseable {

    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /** The command reads end-of-file; its output goes on. Idempotent. */
    void closeStdin();

    /** Size of the terminal in characters; ignored without one. */
    void resize(int width, int height);

    /** Waits until the command has ended and returns its exit code; read the streams before. */
    int awaitExit() throws InterruptedException;

    /** Lets go of the streams; the command is not killed by it. Idempotent. */
    @Override
    void close();
}
