package dev.kaptan.runtime.docker;

/** Waits for the end of what a session is connected with. */
@FunctionalInterface
interface ExitCode {

    int await() throws InterruptedException;
}
