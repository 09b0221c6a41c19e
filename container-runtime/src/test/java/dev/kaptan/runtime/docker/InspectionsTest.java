package dev.kaptan.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.runtime.docker.http.CannedEngine;
import dev.kaptan.runtime.docker.http.EngineAddress;
import dev.kaptan.runtime.docker.network.NetworkSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of a container between two looks, and when it must not be trusted. */
class InspectionsTest {

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger inspected = new AtomicInteger();
    private volatile String listed = "running";
    private volatile String state = "running";
    private CannedEngine engine;
    private Inspections<String> inspections;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("s");
        engine = new CannedEngine(socket, this::answer);
        var settings =
                new DockerSettings(
                        "node",
                        new EngineAddress("unix://" + socket),
                        new NetworkSettings.Own(),
                        LogRotation.kubelets(),
                        Duration.ofSeconds(20),
                        1,
                        1);
        inspections =
                new Inspections<>(
                        Engine.at(settings, watchdog),
                        Map.of(Labels.NODE, "node"),
                        found -> String.valueOf(found.getState().getStatus()));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        watchdog.shutdownNow();
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        String body;
        if (CannedEngine.head(in).contains("/containers/json")) {
            body = "[{\"Id\": \"c1\", \"State\": \"%s\"}]".formatted(listed);
        } else {
            inspected.incrementAndGet();
            body =
                    "{\"Id\": \"c1\", \"State\": {\"Status\": \"%s\"}, \"Config\": {\"Labels\": {\"%s\": \"node\"}}}"
                            .formatted(state, Labels.NODE);
        }
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
        out.write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asksOnceForWhatLasts() {
        assertThat(inspections.list()).containsExactly("running");
        assertThat(inspections.list()).containsExactly("running");
        assertThat(inspected).hasValue(1);
    }

    @Test
    void asksAgainWhenTheListShowsAnotherState() {
        inspections.list();
        listed = "exited";
        state = "exited";
        assertThat(inspections.list()).containsExactly("exited");
    }

    /** moby announces an end before its list shows it. */
    @Test
    void asksAgainAfterAnEventThatTheListDoesNotShowYet() {
        inspections.list();
        state = "exited";
        inspections.doubt("c1");
        assertThat(inspections.list()).containsExactly("exited");
        assertThat(inspected).hasValue(2);
    }

    @Test
    void oneDoubtCostsOneInspection() {
        inspections.list();
        inspections.doubt("c1");
        inspections.doubt("a container of another node");
        inspections.list();
        inspections.list();
        assertThat(inspected).hasValue(2);
    }
}
