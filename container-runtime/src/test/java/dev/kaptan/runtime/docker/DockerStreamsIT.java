package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.CollectedLog;
import dev.kaptan.runtime.ContainerSpec;
import dev.kaptan.runtime.ContainerState;
import dev.kaptan.runtime.Eventually;
import dev.kaptan.runtime.Follower;
import dev.kaptan.runtime.LogOptions;
import dev.kaptan.runtime.PodIdentity;
import dev.kaptan.runtime.Programs;
import dev.kaptan.runtime.SandboxSpec;
import dev.kaptan.runtime.Specs;
import dev.kaptan.runtime.StreamOptions;
import dev.kaptan.runtime.StreamSession;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Streams of commands and containers, and logs. */
class DockerStreamsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestNode node;
    private DockerRuntime runtime;
    private final PodIdentity pod = Specs.pod("streams");

    @BeforeEach
    void open() {
        node = TestNode.create();
        runtime = node.open();
        runtime.updatePodCidr(node.podCidr(0));
    }

    @AfterEach
    void close() {
        if (node != null) {
            runtime.close();
            node.close();
        }
    }

    @Test
    void keepsStdoutAndStderrOfACommandApart() throws Exception {
        String id = running(spec(Programs.FOREVER));
        var options = new StreamOptions(false, true, true, false);
        var command = List.of("sh", "-c", "echo out; echo err >&2; exit 5");
        try (StreamSession session = runtime.openExec(id, command, options)) {
            assertThat(session.stdout().readAllBytes()).asString(UTF_8).isEqualTo("out\n");
            assertThat(session.stderr().readAllBytes()).asString(UTF_8).isEqualTo("err\n");
            assertThat(session.awaitExit()).isEqualTo(5);
        }
    }

    @Test
    void passesMoreThanAnyBufferHoldsThroughACommand() throws Exception {
        String id = running(spec(Programs.FOREVER));
        byte[] much = "0123456789abcdef".repeat(128 * 1024).getBytes(UTF_8);
        var options = new StreamOptions(true, true, false, false);
        try (StreamSession session = runtime.openExec(id, List.of("cat"), options)) {
            Thread.startVirtualThread(() -> write(session, much));
            assertThat(session.stdout().readAllBytes()).isEqualTo(much);
            assertThat(session.awaitExit()).isZero();
        }
    }

    private static void write(StreamSession session, byte[] bytes) {
        try {
            session.stdin().write(bytes);
            session.closeStdin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void resizesTheTerminalOfACommand() throws Exception {
        String id = running(spec(Programs.FOREVER));
        var options = new StreamOptions(true, true, false, true);
        var command = List.of("sh", "-c", "read x; stty size");
        try (StreamSession session = runtime.openExec(id, command, options)) {
            session.resize(111, 33);
            session.stdin().write("\n".getBytes(UTF_8));
            assertThat(text(session.stdout())).contains("33 111");
            assertThat(session.awaitExit()).isZero();
        }
    }

    @Test
    void attachesToTheFirstProcessAndTellsItsExitCode() throws Exception {
        String id =
                running(
                        Specs.interactive(
                                spec(List.of("sh", "-c", "cat; echo done; exit 9")), false));
        var options = new StreamOptions(true, true, true, false);
        try (StreamSession session = runtime.openAttach(id, options)) {
            session.stdin().write("typed\n".getBytes(UTF_8));
            session.closeStdin();
            assertThat(text(session.stdout())).isEqualTo("typed\ndone\n");
            assertThat(session.awaitExit()).isEqualTo(9);
        }
    }

    @Test
    void attachesToATerminal() throws Exception {
        String id =
                running(Specs.interactive(spec(List.of("sh", "-c", "read x; stty size")), true));
        var options = new StreamOptions(true, true, false, true);
        try (StreamSession session = runtime.openAttach(id, options)) {
            session.resize(99, 22);
            session.stdin().write("go\n".getBytes(UTF_8));
            assertThat(text(session.stdout())).contains("22 99");
        }
        Eventually.within(
                PATIENCE,
                "end",
                () -> runtime.container(id).state() instanceof ContainerState.Exited);
        var log = new CollectedLog();
        runtime.readLogs(id, LogOptions.all(), log);
        assertThat(log.stdout()).contains("22 99");
    }

    @Test
    void letsGoOfACommandWithoutWaitingForIt() throws Exception {
        String id = running(spec(Programs.FOREVER));
        var options = new StreamOptions(false, true, false, false);
        StreamSession session = runtime.openExec(id, List.of("sleep", "100"), options);
        InputStream stdout = session.stdout();
        var reader = Thread.startVirtualThread(() -> drain(stdout));
        session.close();
        session.close();
        assertThat(reader.join(PATIENCE)).as("the reader is woken").isTrue();
    }

    private static void drain(InputStream in) {
        try {
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsTheStreamsOfALogApart() throws InterruptedException {
        String id = running(spec(List.of("sh", "-c", "echo out; echo err >&2; sleep 100")));
        var log = new CollectedLog();
        var follower = new Follower(runtime, id, log);
        Eventually.within(
                PATIENCE, "both", () -> log.stdout().length() + log.stderr().length() == 8);
        assertThat(log.stdout()).isEqualTo("out\n");
        assertThat(log.stderr()).isEqualTo("err\n");
        follower.interrupt();
        follower.awaitEnd(PATIENCE);
    }

    @Test
    void startsALogAtAnInstantWithinASecond() throws InterruptedException {
        String id =
                running(
                        spec(
                                List.of(
                                        "sh",
                                        "-c",
                                        "for i in 1 2 3 4 5; do echo $i; sleep 0.1; done")));
        Eventually.within(
                PATIENCE,
                "end",
                () -> runtime.container(id).state() instanceof ContainerState.Exited);
        var stamped = new CollectedLog();
        runtime.readLogs(id, new LogOptions(false, true, null, null, null), stamped);
        Instant third = Instant.parse(stamped.stdout().lines().toList().get(2).split(" ")[0]);
        var log = new CollectedLog();
        runtime.readLogs(id, new LogOptions(false, false, third, null, null), log);
        assertThat(log.stdout()).isEqualTo("3\n4\n5\n");
    }

    @Test
    void readsWholeLogsOfContainersWithALot() throws InterruptedException {
        String id = running(spec(List.of("sh", "-c", "seq 1 20000")));
        var log = new CollectedLog();
        var follower = new Follower(runtime, id, log);
        follower.awaitEnd(PATIENCE);
        assertThat(log.stdout().lines()).hasSize(20_000).last().isEqualTo("20000");
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    private ContainerSpec spec(List<String> command) {
        return Specs.container(pod, runtime.image(Specs.BUSYBOX), command);
    }

    private String running(ContainerSpec spec) {
        String sandbox = runtime.runSandbox(SandboxSpec.plain(pod, 0));
        String id = runtime.createContainer(sandbox, spec);
        runtime.startContainer(id);
        return id;
    }
}
