package dev.kaptan.proof.cluster;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that end by themselves. */
final class Command {

    private static final long PATIENCE_SECONDS = 60;

    private Command() {}

    /** Runs it and returns what it printed. */
    static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes()).strip();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(List.of(command) + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException(List.of(command) + " failed: " + printed);
        }
        return printed;
    }
}
