package dev.kaptan.state.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.TestPki;
import dev.kaptan.state.node.TestNode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whom a store behind TLS serves, with and without a CA of its clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreClientTest {

    private Path directory;
    private TestPki pki;
    private TestPki others;
    private TestNode askingNobody;
    private TestNode demanding;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        pki = new TestPki(Files.createDirectory(folder.resolve("pki")));
        others = new TestPki(Files.createDirectory(folder.resolve("other-pki")));
        askingNobody =
                TestNode.startAskingNobody(Files.createDirectory(folder.resolve("asking")), pki);
        demanding = TestNode.start(Files.createDirectory(folder.resolve("demanding")), pki);
    }

    @AfterAll
    void stop() throws Exception {
        askingNobody.close();
        demanding.close();
    }

    @Test
    void theCaIsEnoughWhereNoCertificateIsDemanded() throws Exception {
        try (var client = client(askingNobody, pki, null)) {
            assertThat(StoreReport.of(client).healthy()).isTrue();
            assertThat(Backup.take(client, directory.resolve("backup")).revision()).isPositive();
        }
    }

    @Test
    void aCertificateThatNobodyAsksForIsNotInTheWay() throws Exception {
        for (var issuer : List.of(pki, others)) {
            try (var client = client(askingNobody, pki, issuer)) {
                assertThat(client.any()).isNotNull();
            }
        }
    }

    @Test
    void whoDoesNotTrustTheServersCaDoesNotTalkToIt() throws Exception {
        for (var node : List.of(askingNobody, demanding)) {
            assertRefused(node, others, pki, "PKIX path validation failed");
        }
        assertRefused(askingNobody, others, null, "PKIX path validation failed");
    }

    @Test
    void aCertificateOfTheClientsCaIsNeededWhereOneIsDemanded() throws Exception {
        assertRefused(demanding, pki, null, "UNAVAILABLE");
        assertRefused(demanding, pki, others, "UNAVAILABLE");
        try (var client = client(demanding, pki, pki)) {
            assertThat(client.any()).isNotNull();
        }
    }

    private static void assertRefused(
            TestNode node, TestPki trusted, @Nullable TestPki issuer, String reason)
            throws IOException {
        try (var client = client(node, trusted, issuer)) {
            assertThatExceptionOfType(StoreUnreachableException.class)
                    .isThrownBy(client::any)
                    .withMessageContaining(reason);
        }
    }

    /**
     * @param issuer of the client's certificate; null for none
     */
    private static StoreClient client(TestNode node, TestPki trusted, @Nullable TestPki issuer)
            throws IOException {
        return StoreClient.of(
                StoreEndpoints.of(
                        List.of(URI.create("https://127.0.0.1:" + node.node().port())),
                        trusted.file("ca.crt"),
                        issuer == null ? null : issuer.file("client.crt"),
                        issuer == null ? null : issuer.file("client.key")));
    }
}
