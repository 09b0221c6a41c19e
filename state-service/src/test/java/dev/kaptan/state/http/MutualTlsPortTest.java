package dev.kaptan.state.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.TestPki;
import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLContext;

class MutualTlsPortTest extends ClientPortContract {

    private TestNode node;
    private SSLContext client;
    private SSLContext stranger;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        var pki = new TestPki(directory);
        client = pki.asClient();
        stranger = pki.asStranger();
        node = TestNode.start(Files.createDirectory(directory.resolve("data")), pki);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoShowsNoCertificateIsRefused(HttpClient.Version version) {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + node.node().port()));
        try (var http = HttpClient.newBuilder().sslContext(stranger).version(version).build()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            http.send(request.build(), HttpResponse.BodyHandlers.discarding()));
        }
    }

    @Override
    TestNode node() {
        return node;
    }

    @Override
    String scheme() {
        return "https";
    }

    @Override
    HttpClient.Builder http() {
        return HttpClient.newBuilder().sslContext(client);
    }

    /** Agrees on no protocol, as clients do that are older than ALPN. */
    @Override
    Socket connect() throws IOException {
        return client.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), node.node().port());
    }

    @Override
    HttpClient.Version preferred() {
        return HttpClient.Version.HTTP_2;
    }
}
