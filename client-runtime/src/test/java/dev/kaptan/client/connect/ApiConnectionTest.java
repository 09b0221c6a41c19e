package dev.kaptan.client.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(60)
class ApiConnectionTest {
    /** The Authorization header of each request, "" for none. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir private Path directory;
    private HttpServer server;

    @BeforeEach
    void refuseEverybody() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            Objects.requireNonNullElse(
                                    exchange.getRequestHeaders().getFirst("Authorization"), ""));
                    exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAUTHORIZED, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Looking costs reading and parsing the file, which fabric8 would do for every request. */
    @Test
    void whoHasACertificateDoesNotLookForATokenInTheFileAgain() throws Exception {
        var file = kubeconfig(certificate(), null);
        try (var client = ApiConnection.open(new Credentials.Kubeconfig(file), "test")) {
            kubeconfig(certificate(), "added-later");
            ask(client);
        }
        assertThat(asked).containsExactly("");
    }

    @Test
    void aTokenThatWasReplacedInTheFileIsFound() throws Exception {
        var file = kubeconfig("", "old");
        try (var client = ApiConnection.open(new Credentials.Kubeconfig(file), "test")) {
            kubeconfig("", "new");
            ask(client);
        }
        assertThat(asked).startsWith("Bearer old");
    }

    private static void ask(KubernetesClient client) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.namespaces().withName("any").get());
    }

    private Path kubeconfig(String certificate, @Nullable String token) throws IOException {
        var text =
                """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {%s%s}}]
                """
                        .formatted(
                                server.getAddress().getPort(),
                                certificate,
                                token == null ? "" : "token: " + token);
        return Files.writeString(directory.resolve("kubeconfig"), text);
    }

    private static String certificate() throws URISyntaxException {
        return "client-certificate: \"%s\", client-key: \"%s\", "
                .formatted(file("/connect/client.crt"), file("/connect/client.key"));
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ApiConnectionTest.class.getResource(name)).toURI());
    }
}
