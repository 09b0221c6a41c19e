package dev.kaptan.gateway.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.api.engine.store.KeyValueStore.Outcome;
import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.gateway.TestPki;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The adapter on a store behind TLS that demands certificates of its clients, or none. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#installed",
        disabledReason = "no etcd on the PATH")
class EtcdStoreOverTlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A store that refuses us is tried until the call's time is over. */
    private static final Duration REFUSAL = Duration.ofSeconds(3);

    private @TempDir Path folder;
    private TestPki pki;
    private TestPki others;
    private TestPki.Identity server;
    private TestPki.Identity gateway;
    private @Nullable EtcdProcess etcd;

    @BeforeEach
    void issue() throws Exception {
        pki = TestPki.in(folder, "ca");
        others = TestPki.in(Files.createDirectory(folder.resolve("others")), "other-ca");
        server = pki.server("etcd");
        gateway = pki.client("CN=gateway");
    }

    @AfterEach
    void stop() throws Exception {
        if (etcd != null) {
            etcd.close();
        }
    }

    @Test
    void theCaIsEnoughWhereNoCertificateIsDemanded() throws Exception {
        etcd = EtcdProcess.overTls(folder.resolve("data"), server);
        assertServes(etcd.uri(), pki, null);
        assertServes(etcd.uri(), pki, gateway);
        assertRefuses(etcd.uri(), others, null);
    }

    @Test
    void aCertificateIsShownWhereOneIsDemanded() throws Exception {
        etcd = EtcdProcess.overMutualTls(folder.resolve("data"), server, pki.authorityFile());
        assertServes(etcd.uri(), pki, gateway);
        assertRefuses(etcd.uri(), pki, null);
        assertRefuses(etcd.uri(), pki, others.client("CN=gateway"));
    }

    private static void assertServes(URI uri, TestPki trusted, TestPki.@Nullable Identity identity)
            throws Exception {
        try (var store = store(uri, trusted, identity, PATIENCE)) {
            var seen = new RecordingListener();
            var put = (Outcome.Done) store.put("/a", new byte[] {'1'}, modRevision(store));
            try (var watch = store.watch("/a", put.revision(), seen)) {
                assertThat(seen.next()).startsWith("put /a 1");
            }
        }
    }

    private static long modRevision(EtcdStore store) {
        var entry = store.get("/a");
        return entry == null ? 0 : entry.modRevision();
    }

    private static void assertRefuses(
            URI uri, TestPki trusted, TestPki.@Nullable Identity identity) {
        try (var store = store(uri, trusted, identity, REFUSAL)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.get("/a"))
                    .extracting(StoreException::reason)
                    .isEqualTo(StoreException.Reason.UNAVAILABLE);
        }
    }

    private static EtcdStore store(
            URI uri, TestPki trusted, TestPki.@Nullable Identity identity, Duration deadline) {
        var shown =
                identity == null
                        ? null
                        : new EtcdEndpoints.Identity(identity.certificate(), identity.key());
        return new EtcdStore(
                new EtcdEndpoints(
                        List.of(uri), new EtcdEndpoints.Tls(trusted.authorityFile(), shown)),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                deadline);
    }
}
