package dev.kaptan.runtime;

/**
 * Which streams a client wants.
 *
 * @param tty one terminal for all of them: stderr comes in stdout
 */
public record StreamOptions(boolean stdin, boolean stdout, boolean stderr, boolean tty) {

    public StreamOptions {
        if (!stdin && !stdout && !stderr) {
            throw new IllegalArgumentException("one of stdin, stdout and stderr must be asked for");
        }
        if (tty && stderr) {
            throw new IllegalArgumentException("stderr must not be asked for with tty");
        }
    }
}
