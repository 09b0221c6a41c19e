package dev.kaptan.runtime.docker;

import dev.kaptan.runtime.RuntimeFailure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Kills the process of a command that took too long. The engine has no call for it; the agent does
 * it where it sees the host's processes, and leaves the process running where it does not.
 */
final class ExecLeftover {

    private static final Logger LOG = LoggerFactory.getLogger(ExecLeftover.class);

    private ExecLeftover() {}

    static void kill(Engine engine, String exec) {
        try {
            var state = engine.commands().inspectExecCmd(exec).exec();
            Long pid = state.getPidLong();
            if (Boolean.TRUE.equals(state.isRunning())
                    && pid != null
                    && belongsTo(pid, String.valueOf(state.getContainerID()))) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (RuntimeFailure | com.github.dockerjava.api.exception.DockerException e) {
            LOG.debug("A command that timed out cannot be looked up", e);
        }
    }

    /** Numbers of processes mean nothing where the agent has a process namespace of its own. */
    private static boolean belongsTo(long pid, String containerId) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(containerId);
        } catch (IOException e) {
            return false;
        }
    }
}
