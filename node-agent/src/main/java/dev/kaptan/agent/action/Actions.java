package dev.kaptan.agent.action;

import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.RuntimeFailure;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Runs one handler to its end, or to its timeout. */
public final class Actions {
    private final ContainerRuntime runtime;

    public Actions(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    public Outcome run(Probe probe, Target target, Duration timeout) {
        if (probe.getGrpc() != null) {
            return Outcome.failure("gRPC probes are not supported by this node");
        }
        return run(probe.getExec(), probe.getHttpGet(), probe.getTcpSocket(), target, timeout);
    }

    public Outcome run(LifecycleHandler hook, Target target, Duration timeout) {
        if (hook.getSleep() != null) {
            return sleep(Duration.ofSeconds(hook.getSleep().getSeconds()), timeout);
        }
        return run(hook.getExec(), hook.getHttpGet(), hook.getTcpSocket(), target, timeout);
    }

    private Outcome run(
            @Nullable ExecAction exec,
            @Nullable HTTPGetAction httpGet,
            @Nullable TCPSocketAction tcpSocket,
            Target target,
            Duration timeout) {
        try {
            if (exec != null) {
                return command(exec, target, timeout);
            }
            if (httpGet != null) {
                return HttpCheck.run(httpGet, target, timeout);
            }
            return tcpSocket == null
                    ? Outcome.failure("missing handler")
                    : connect(tcpSocket, target, timeout);
        } catch (IllegalArgumentException e) {
            return Outcome.failure(String.valueOf(e.getMessage()));
        }
    }

    private Outcome command(ExecAction exec, Target target, Duration timeout) {
        try {
            var result = runtime.exec(target.containerId(), exec.getCommand(), timeout);
            return new Outcome(result.exitCode() == 0, result.text());
        } catch (RuntimeFailure failure) {
            return Outcome.failure(
                    failure.kind() == RuntimeFailure.Kind.EXEC_TIMEOUT
                            ? "command timed out: \"%s\" timed out after %ds"
                                    .formatted(
                                            String.join(" ", exec.getCommand()),
                                            timeout.toSeconds())
                            : String.valueOf(failure.getMessage()));
        }
    }

    private static Outcome connect(TCPSocketAction tcp, Target target, Duration timeout) {
        var host =
                tcp.getHost() == null || tcp.getHost().isEmpty() ? target.address() : tcp.getHost();
        int port = target.port(tcp.getPort());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
            return Outcome.success("");
        } catch (IOException e) {
            return Outcome.failure("dial tcp %s:%d: %s".formatted(host, port, e.getMessage()));
        }
    }

    private static Outcome sleep(Duration asked, Duration timeout) {
        try {
            Thread.sleep(asked.compareTo(timeout) < 0 ? asked : timeout);
            return Outcome.success("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failure("interrupted");
        }
    }
}
