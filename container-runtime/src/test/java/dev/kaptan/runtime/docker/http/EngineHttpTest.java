package dev.kaptan.runtime.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.runtime.RuntimeFailure;
import dev.kaptan.runtime.RuntimeFailure.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

class EngineHttpTest {

    @TempDir Path directory;

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopWatchdog() {
        watchdog.shutdownNow();
    }

    @Test
    void readsAnAnswerInChunks() throws IOException {
        try (var engine =
                answering(
                        "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
            assertThat(engine).isNotNull();
            assertThat(http().call("GET", "/x", null).text()).isEqualTo("abcde");
        }
    }

    @Test
    void readsAnAnswerOfAnnouncedLength() throws IOException {
        try (var engine = answering("content-length: 3\r\n\r\nabcdef")) {
            assertThat(engine).isNotNull();
            assertThat(http().call("GET", "/x", null).text()).isEqualTo("abc");
        }
    }

    @Test
    void sendsMethodPathAndBody() throws IOException {
        var received = new AtomicReference<String>();
        try (var engine =
                new CannedEngine(
                        socket(),
                        (in, out) -> {
                            received.set(
                                    CannedEngine.head(in) + new String(in.readNBytes(2), UTF_8));
                            out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
                        })) {
            assertThat(engine).isNotNull();
            assertThat(http().call("POST", "/x?y=z", "{}".getBytes(UTF_8)).getStatusCode())
                    .isEqualTo(204);
        }
        assertThat(received.get())
                .startsWith("POST /x?y=z HTTP/1.1\n")
                .contains("Content-Length: 2\n")
                .endsWith("{}");
    }

    @Test
    void isUnavailableWhereNobodyListens() {
        assertUnavailable("the container engine at unix://" + socket() + " does not answer: ");
    }

    @Test
    void isUnavailableWhereAnAnswerBreaksOff() throws IOException {
        try (var engine = answering("Content-Length: 30\r\n\r\nabc")) {
            assertThat(engine).isNotNull();
            assertUnavailable("27 bytes early");
        }
    }

    @Test
    void isUnavailableWhereTheAnswerIsNoHttp() throws IOException {
        try (var engine =
                new CannedEngine(
                        socket(),
                        (in, out) -> {
                            CannedEngine.head(in);
                            out.write("SSH-2.0\n".getBytes(UTF_8));
                        })) {
            assertThat(engine).isNotNull();
            assertUnavailable("did not answer in HTTP/1: SSH-2.0");
        }
    }

    @Test
    void isUnavailableWhereNoAnswerComesInTime() throws IOException {
        try (var engine = new CannedEngine(socket(), (in, out) -> in.readAllBytes())) {
            assertThat(engine).isNotNull();
            assertUnavailable(http(Duration.ofMillis(300)), "no answer within PT0.3S");
        }
    }

    @Test
    void halfClosesAnUpgradedConnection() throws IOException {
        try (var engine =
                        new CannedEngine(
                                socket(),
                                (in, out) -> {
                                    CannedEngine.head(in);
                                    in.readNBytes(2);
                                    out.write(
                                            "HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\n"
                                                    .getBytes(UTF_8));
                                    byte[] received = in.readAllBytes();
                                    out.write(received);
                                });
                EngineStream stream = http().upgrade("/exec/1/start", "{}".getBytes(UTF_8))) {
            assertThat(engine).isNotNull();
            stream.out().write("typed".getBytes(UTF_8));
            stream.out().close();
            assertThat(stream.in().readAllBytes()).asString(UTF_8).isEqualTo("typed");
        }
    }

    @Test
    void tellsWhyAStreamWasRefused() throws IOException {
        try (var engine =
                new CannedEngine(
                        socket(),
                        (in, out) -> {
                            CannedEngine.head(in);
                            out.write(
                                    "HTTP/1.1 409 Conflict\r\n\r\n{\"message\":\"not running\"}"
                                            .getBytes(UTF_8));
                        })) {
            assertThat(engine).isNotNull();
            assertThatThrownBy(() -> http().stream("GET", "/x"))
                    .isInstanceOfSatisfying(
                            EngineRefusal.class,
                            refusal -> {
                                assertThat(refusal.status()).isEqualTo(409);
                                assertThat(EngineWords.of(refusal)).isEqualTo("not running");
                            });
        }
    }

    @Test
    void wakesTheReaderOfAStreamThatIsClosed() throws Exception {
        try (var engine =
                        new CannedEngine(
                                socket(),
                                (in, out) -> {
                                    CannedEngine.head(in);
                                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                                    in.readAllBytes();
                                });
                EngineStream stream = http().stream("GET", "/events")) {
            assertThat(engine).isNotNull();
            var reader =
                    Thread.startVirtualThread(() ->
                            assertThatThrownBy(() -> stream.in().read())
                                    .isInstanceOf(IOException.class));
            Thread.sleep(50);
            stream.close();
            assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    private CannedEngine answering(String headersAndBody) throws IOException {
        return new CannedEngine(
                socket(),
                (in, out) -> {
                    CannedEngine.head(in);
                    out.write(("HTTP/1.1 200 OK\r\n" + headersAndBody).getBytes(UTF_8));
                });
    }

    private void assertUnavailable(String words) {
        assertUnavailable(http(), words);
    }

    private static void assertUnavailable(EngineHttp http, String words) {
        assertThatThrownBy(() -> http.call("GET", "/info", null))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.ENGINE_UNAVAILABLE))
                .hasMessageContaining(words);
    }

    private Path socket() {
        return directory.resolve("engine.sock");
    }

    /** Waits longer than a busy machine needs for an answer. */
    private EngineHttp http() {
        return http(Duration.ofSeconds(30));
    }

    private EngineHttp http(Duration patience) {
        var address = new EngineAddress("unix://" + socket());
        return new EngineHttp(address, patience, 4, watchdog);
    }
}
