package dev.kaptan.gateway;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.store.InMemoryKeyValueStore;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.gateway.tls.TlsContexts;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/** A gateway on a free port over TLS, with an engine of the test's choice. */
final class RunningGateway implements AutoCloseable {

    final TestPki pki;
    private final ConfigurableApplicationContext context;
    private final int port;
    private final SSLContext nobody;

    static RunningGateway start(
            Path folder,
            Function<dev.kaptan.api.engine.ApiServerConfig, ApiServer> engine,
            String... more)
            throws IOException {
        return new RunningGateway(folder, engine, more);
    }

    private RunningGateway(
            Path folder,
            Function<dev.kaptan.api.engine.ApiServerConfig, ApiServer> engine,
            String... more)
            throws IOException {
        pki = TestPki.in(folder, "ca");
        var server = pki.server("apiserver", "localhost");
        var tokens =
                Files.writeString(
                        folder.resolve("tokens.csv"),
                        "secret-1,bob,uid-7,\"dev,ops\"\nroot-token,root,,\"system:masters\"\n");
        var args =
                new ArrayList<>(
                        List.of(
                                "--kaptan.gateway.listen=127.0.0.1:0",
                                "--kaptan.gateway.tls.certificate=" + server.certificate(),
                                "--kaptan.gateway.tls.key=" + server.key(),
                                "--kaptan.gateway.tls.client-ca=" + pki.authorityFile(),
                                "--kaptan.gateway.store.endpoints=http://127.0.0.1:1",
                                "--kaptan.gateway.service-account.signing-key=" + pki.signingKey(),
                                "--kaptan.gateway.token-file=" + tokens));
        args.addAll(List.of(more));
        var application = GatewayApplication.application();
        application.addInitializers(made -> {
            var beans = (GenericApplicationContext) made;
            beans.registerBean(
                    KeyValueStore.class, () -> new InMemoryKeyValueStore(Clock.systemUTC()));
            beans.registerBean(EngineConfiguration.EngineFactory.class, () -> engine::apply);
        });
        context = application.run(args.toArray(String[]::new));
        port = ((WebServerApplicationContext) context).getWebServer().getPort();
        var stranger = TestPki.in(Files.createDirectory(folder.resolve("stranger")), "other-ca");
        var unused = stranger.client("CN=nobody");
        nobody = TlsContexts.client(unused.certificate(), unused.key(), pki.authorityFile());
        awaitEngine(context.getBean(dev.kaptan.gateway.engine.EngineStart.class));
    }

    private static void awaitEngine(dev.kaptan.gateway.engine.EngineStart engine) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!engine.running()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the engine did not start within 20 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A client that shows a certificate with this subject. */
    HttpClient clientOf(String subject) {
        return client(pki.client(subject));
    }

    HttpClient admin() {
        return clientOf("CN=admin,O=system:masters");
    }

    HttpClient client(TestPki.Identity identity) {
        return client(tls(identity));
    }

    SSLContext tls(TestPki.Identity identity) {
        return TlsContexts.client(identity.certificate(), identity.key(), pki.authorityFile());
    }

    /** A client whose certificate no authority of the gateway has signed. */
    HttpClient stranger() {
        return client(nobody);
    }

    /** A client without a certificate. */
    HttpClient withoutCertificate() {
        try {
            var tls = SSLContext.getInstance("TLS");
            var authorities = dev.kaptan.gateway.tls.PemFiles.certificates(pki.authorityFile());
            tls.init(
                    null,
                    new javax.net.ssl.TrustManager[] {TlsContexts.trustManager(authorities)},
                    null);
            return client(tls);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(HttpClient client, String path, String... headers)
            throws IOException, InterruptedException {
        var request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
