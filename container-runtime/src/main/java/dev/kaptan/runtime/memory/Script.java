package dev.kaptan.runtime.memory;

import dev.kaptan.runtime.Container;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ExecResult;

import java.util.List;

/** What containers and commands do; must be a pure function of its arguments. */
public interface Script {

    /** Asked once, when the container is created. */
    Behaviour behaviour(ContainerSpec spec);

    /**
     * A command in a running container.
     *
     * @param stdin all of its input
     */
    default ExecResult exec(Container container, List<String> command, byte[] stdin) {
        return new ExecResult(0, new byte[0], new byte[0]);
    }

    /** Everything runs until it is stopped, every command succeeds. */
    static Script runningForever() {
        return spec -> Behaviour.runsForever();
    }
}
