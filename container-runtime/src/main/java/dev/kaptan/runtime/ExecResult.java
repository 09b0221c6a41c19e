package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** What a command wrote and how it ended. The arrays are the caller's. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would only cost
public record ExecResult(int exitCode, byte[] stdout, byte[] stderr) {

    public ExecResult {
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }

    /** Both streams as text, stdout first: what a failing probe's event shows. */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8)
                + new String(stderr, StandardCharsets.UTF_8);
    }
}
