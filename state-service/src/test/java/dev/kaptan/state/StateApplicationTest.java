package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.node.StateNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateApplicationTest {

    private Path directory;
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        service = run("data", 0);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void isHealthyWhileSomebodyLeads() throws Exception {
        assertThat(get("/healthz")).contains("\"status\":\"UP\"").contains("\"leader\"");
    }

    @Test
    void publishesMetersUnderEtcdsNames() throws Exception {
        service.getBean(StateNode.class).store().execute(new Command.LeaseGrant(1, 60));
        assertThat(get("/metrics"))
                .contains("etcd_server_has_leader 1.0")
                .contains("etcd_debugging_mvcc_current_revision 1.0")
                .contains("etcd_debugging_mvcc_keys_total 0.0")
                .contains("etcd_disk_wal_fsync_duration_seconds_bucket")
                .containsPattern("etcd_disk_wal_fsync_duration_seconds_count [1-9]");
    }

    @Test
    void saysThatThePortIsTaken() {
        int taken = service.getBean(StateNode.class).port();
        assertThatIllegalStateException()
                .isThrownBy(() -> run("other", taken))
                .withMessage(
                        "kaptan.state.listen: 127.0.0.1:"
                                + taken
                                + " is taken; choose another port");
    }

    @Test
    void keepsOthersOutOfTheDirectoryThatItMakes() throws Exception {
        assertThat(Files.getPosixFilePermissions(directory.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void saysThatTheDirectoryIsInUse() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run("data", 0))
                .withMessage(
                        "kaptan.state.data-dir: "
                                + directory.resolve("data")
                                + ": is used by another process; stop what uses it, mend it or give"
                                + " another directory");
    }

    @Test
    void saysThatTheDirectoryIsAnotherClusters() {
        run("renamed", 0).close();
        assertThatIllegalStateException()
                .isThrownBy(() -> run("renamed", 0, "--kaptan.state.cluster-token=new"))
                .withMessageStartingWith("kaptan.state.cluster-token: ")
                .withMessageContaining("give the token that it began with, or another data-dir");
    }

    private ConfigurableApplicationContext run(String data, int port) {
        return run(data, port, "--kaptan.state.cluster-token=kaptan");
    }

    private ConfigurableApplicationContext run(String data, int port, String setting) {
        return StateApplication.start(
                setting,
                "--server.port=0",
                "--kaptan.state.listen=127.0.0.1:" + port,
                "--kaptan.state.segment-size=8MB",
                "--kaptan.state.data-dir=" + directory.resolve(data));
    }

    private String get(String path) throws Exception {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
