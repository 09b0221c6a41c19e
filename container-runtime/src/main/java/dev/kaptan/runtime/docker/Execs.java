package dev.kaptan.runtime.docker;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.kaptan.runtime.ExecResult;
import dev.kaptan.runtime.LogSink.Stream;
import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;
import dev.kaptan.runtime.docker.http.EngineStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Commands in running containers. */
final class Execs {

    private static final int LARGEST_OUTPUT = 1 << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Engine engine;
    private final ScheduledExecutorService watchdog;

    Execs(Engine engine, ScheduledExecutorService watchdog) {
        this.engine = engine;
        this.watchdog = watchdog;
    }

    ExecResult run(String containerId, List<String> command, Duration timeout) {
        var options = new StreamOptions(false, true, true, false);
        String exec = create(containerId, command, options);
        var stdout = new ByteArrayOutputStream();
        var stderr = new ByteArrayOutputStream();
        var late = new AtomicBoolean();
        try (EngineStream stream = start(exec, options)) {
            var alarm =
                    watchdog.schedule(
                            () -> {
                                late.set(true);
                                stream.close();
                            },
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            try {
                Frames.copy(
                        stream.in(),
                        false,
                        (bytes, from) -> append(from == Stream.STDOUT ? stdout : stderr, bytes));
            } finally {
                alarm.cancel(false);
            }
            return new ExecResult(exitCode(exec), stdout.toByteArray(), stderr.toByteArray());
        } catch (IOException e) {
            throw late.get() ? timedOut(exec, command, timeout) : lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RuntimeFailure.of(Kind.EXEC, "interrupted while waiting for a command", e);
        }
    }

    private static void append(ByteArrayOutputStream output, byte[] bytes) {
        output.write(bytes, 0, Math.min(bytes.length, LARGEST_OUTPUT - output.size()));
    }

    private RuntimeFailure timedOut(String exec, List<String> command, Duration timeout) {
        ExecLeftover.kill(engine, exec);
        return RuntimeFailure.of(
                Kind.EXEC_TIMEOUT,
                "command %s timed out after %s".formatted(command, seconds(timeout)));
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0
                ? timeout.toSeconds() + "s"
                : timeout.toMillis() + "ms";
    }

    private static RuntimeFailure lost(IOException e) {
        return RuntimeFailure.of(
                Kind.ENGINE_UNAVAILABLE, "lost the connection to a command: " + e.getMessage(), e);
    }

    StreamSession open(String containerId, List<String> command, StreamOptions options) {
        String exec = create(containerId, command, options);
        return DockerSession.start(
                start(exec, options),
                options,
                (width, height) -> resize(exec, width, height),
                () -> exitCode(exec));
    }

    private String create(String containerId, List<String> command, StreamOptions options) {
        return Failures.translated(
                Kind.EXEC,
                () ->
                        engine.commands()
                                .execCreateCmd(containerId)
                                .withCmd(command.toArray(String[]::new))
                                .withAttachStdin(options.stdin())
                                .withAttachStdout(options.stdout())
                                .withAttachStderr(options.stderr())
                                .withTty(options.tty())
                                .exec()
                                .getId());
    }

    private EngineStream start(String exec, StreamOptions options) {
        return Failures.translated(
                Kind.EXEC,
                () -> {
                    try {
                        byte[] json =
                                engine.json()
                                        .writeValueAsBytes(
                                                Map.of("Detach", false, "Tty", options.tty()));
                        return engine.http().upgrade("/exec/" + exec + "/start", json);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException("two booleans can be written as JSON", e);
                    }
                });
    }

    private void resize(String exec, int width, int height) {
        Failures.translated(
                Kind.EXEC,
                () -> engine.commands().resizeExecCmd(exec).withSize(height, width).exec());
    }

    /** The streams end a moment before the engine knows the exit code. */
    private int exitCode(String exec) throws InterruptedException {
        for (Duration pause = Duration.ofMillis(5); ; pause = longer(pause)) {
            var state =
                    Failures.translated(
                            Kind.EXEC, () -> engine.commands().inspectExecCmd(exec).exec());
            Long code = state.getExitCodeLong();
            if (code != null && !Boolean.TRUE.equals(state.isRunning())) {
                return code.intValue();
            }
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
