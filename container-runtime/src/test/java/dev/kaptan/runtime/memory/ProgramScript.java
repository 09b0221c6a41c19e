package dev.kaptan.runtime.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ExecResult;
import dev.kaptan.runtime.Programs;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Imitates the contract's programs. */
final class ProgramScript implements Script {

    private static final Map<List<String>, Behaviour> BEHAVIOURS =
            Map.of(
                    Programs.FOREVER, Behaviour.runsForever(),
                    Programs.STUBBORN, Behaviour.runsForever().ignoringStopSignal(),
                    Programs.EXITS_WITH_3, Behaviour.exits(3, Duration.ZERO),
                    Programs.COUNTS_TO_THREE,
                            Behaviour.exits(0, Duration.ZERO).writing("one", "two", "three"),
                    Programs.GREETS_THEN_WAITS, Behaviour.runsForever().writing("hello"),
                    Programs.MISSING,
                            Behaviour.failsToStart("no such file: " + Programs.MISSING.getFirst()));

    @Override
    public Behaviour behaviour(ContainerSpec spec) {
        return BEHAVIOURS.get(spec.command());
    }

    @Override
    public ExecResult exec(Container container, List<String> command, byte[] stdin) {
        return command.getFirst().equals("cat")
                ? new ExecResult(0, stdin, new byte[0])
                : new ExecResult(7, "out\n".getBytes(UTF_8), "err\n".getBytes(UTF_8));
    }
}
