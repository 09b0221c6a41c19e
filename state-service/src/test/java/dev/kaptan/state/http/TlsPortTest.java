package dev.kaptan.state.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.StatusRequest;
import dev.kaptan.state.TestPki;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Pages behind TLS, for clients that are asked for no certificate. All that they say is held by
 * {@link MutualTlsPortTest}: the connection is the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsPortTest {

    private TestPki pki;
    private TestPki others;
    private TestNode node;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        pki = new TestPki(directory);
        others = new TestPki(Files.createDirectory(directory.resolve("other-pki")));
        node = TestNode.startAskingNobody(Files.createDirectory(directory.resolve("data")), pki);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void pagesAreServedBesideGrpc(HttpClient.Version version) throws Exception {
        var metrics = get("/metrics", pki.asStranger(), version);
        assertThat(metrics.body()).isEqualTo(TestNode.METRICS);
        assertThat(metrics.version()).isEqualTo(version);
        assertThat(get("/health", pki.asStranger(), version).statusCode()).isEqualTo(200);
        var status =
                MaintenanceGrpc.newBlockingStub(node.channel())
                        .status(StatusRequest.getDefaultInstance());
        assertThat(status.getVersion()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotTrustItsCaIsNotServed(HttpClient.Version version) {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> get("/health", others.asStranger(), version));
    }

    private HttpResponse<String> get(String path, SSLContext tls, HttpClient.Version version)
            throws Exception {
        var uri = URI.create("https://127.0.0.1:" + node.node().port() + path);
        try (var http = HttpClient.newBuilder().sslContext(tls).version(version).build()) {
            return http.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
