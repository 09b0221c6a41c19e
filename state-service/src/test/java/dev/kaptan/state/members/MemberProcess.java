package dev.kaptan.state.members;

import dev.kaptan.state.FreePort;
import dev.kaptan.state.StateApplication;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One member as a process: its name, ports and directory, which outlive the process. */
final class MemberProcess implements AutoCloseable {

    private final String name;
    private final String scheme;
    private final Path directory;
    private final int port = FreePort.any();
    private int peerPort = FreePort.any();
    private @Nullable Process process;

    MemberProcess(String name, String scheme, Path directory) throws IOException {
        this.name = name;
        this.scheme = scheme;
        this.directory = Files.createDirectories(directory);
    }

    String name() {
        return name;
    }

    /** Where clients reach it. */
    String endpoint() {
        return scheme + "127.0.0.1:" + port;
    }

    String peerUrl() {
        return scheme + "127.0.0.1:" + peerPort;
    }

    /** From its next start the others find it at another peer URL. */
    void move() {
        peerPort = FreePort.any();
    }

    /** How a setting of the members names it. */
    String asPeer() {
        return name + "=" + peerUrl();
    }

    void start(String initialCluster, List<String> settings) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StateApplication.class.getName(),
                                "--server.port=0",
                                "--kaptan.state.name=" + name,
                                "--kaptan.state.listen=127.0.0.1:" + port,
                                "--kaptan.state.peer-listen=127.0.0.1:" + peerPort,
                                "--kaptan.state.initial-cluster=" + initialCluster,
                                "--kaptan.state.segment-size=8MB",
                                "--kaptan.state.data-dir=" + directory.resolve("data")));
        command.addAll(settings);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(diary().toFile()))
                        .start();
    }

    boolean isRunning() {
        var running = process;
        return running != null && running.isAlive();
    }

    /** Its exit code once it has ended by itself, null if it has not within a minute. */
    @Nullable Integer awaitEnd() throws InterruptedException {
        var running = process;
        return running != null && running.waitFor(1, TimeUnit.MINUTES) ? running.exitValue() : null;
    }

    /** Everything it has printed. */
    String output() throws IOException {
        return Files.readString(diary());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private Path diary() {
        return directory.resolve("member.log");
    }
}
