package dev.kaptan.runtime;

import java.util.List;

/** What the contract's containers run; an implementation without a shell imitates them. */
public final class Programs {

    public static final List<String> FOREVER =
            List.of("sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.05; done");

    /** The first process of a container ignores signals that it has no handler for. */
    public static final List<String> STUBBORN = List.of("sleep", "3600");

    public static final List<String> EXITS_WITH_3 = List.of("sh", "-c", "exit 3");

    public static final List<String> COUNTS_TO_THREE =
            List.of("sh", "-c", "echo one; echo two; echo three");

    public static final List<String> GREETS_THEN_WAITS =
            List.of("sh", "-c", "trap 'exit 0' TERM; echo hello; while true; do sleep 0.05; done");

    public static final List<String> MISSING = List.of("/no/such/program");

    private Programs() {}
}
