package dev.kaptan.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an operator reads when the gateway cannot start: one line that says what to do. */
class StartTest {

    @TempDir Path folder;
    private final Map<String, String> properties = new LinkedHashMap<>();

    @BeforeEach
    void completeProperties() {
        var pki = TestPki.in(folder, "ca");
        var server = pki.server("apiserver");
        properties.put("listen", "127.0.0.1:0");
        properties.put("tls.certificate", server.certificate().toString());
        properties.put("tls.key", server.key().toString());
        properties.put("tls.client-ca", pki.authorityFile().toString());
        properties.put("store.endpoints", "http://127.0.0.1:1");
        properties.put("service-account.signing-key", pki.signingKey().toString());
    }

    private String failure() {
        var args =
                properties.entrySet().stream()
                        .map(set -> "--kaptan.gateway." + set.getKey() + "=" + set.getValue())
                        .toArray(String[]::new);
        var thrown = catchThrowable(() -> GatewayApplication.start(args).close());
        return thrown == null ? "" : StartFailures.describe(thrown);
    }

    @Test
    void startsWithAStoreThatIsNotThere() {
        assertThat(failure()).isEmpty();
    }

    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            properties.put("listen", "127.0.0.1:" + taken.getLocalPort());
            assertThat(failure())
                    .isEqualTo(
                            "port "
                                    + taken.getLocalPort()
                                    + " is taken: stop what listens there, or set"
                                    + " kaptan.gateway.listen");
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        properties.put("tls.key", "/nowhere/key.pem");
        assertThat(failure())
                .isEqualTo(
                        "kaptan.gateway.tls.key: cannot read '/nowhere/key.pem', set it to a"
                                + " readable file");
    }

    @Test
    void namesAFileThatIsNoCertificate() {
        properties.put("tls.certificate", properties.get("tls.key"));
        assertThat(failure())
                .isEqualTo("cannot read the certificates in " + properties.get("tls.key"));
    }

    @Test
    void namesWhatIsMissing() {
        properties.remove("store.endpoints");
        assertThat(failure())
                .isEqualTo(
                        "kaptan.gateway.store.endpoints is missing: set it to https://host:port"
                                + " of the state service");
    }

    @Test
    void namesABadListenAddress() {
        properties.put("listen", "nonsense");
        assertThat(failure())
                .isEqualTo("kaptan.gateway.listen: 'nonsense' is not of the form host:port");
    }

    @Test
    void namesABadLimit() {
        properties.put("limits.max-requests-inflight", "0");
        assertThat(failure())
                .isEqualTo(
                        "kaptan.gateway.limits.max-requests-inflight must be greater than 0, not"
                                + " 0");
    }

    @Test
    void namesHalfATlsConfigurationOfTheStore() {
        properties.put("store.certificate", properties.get("tls.certificate"));
        assertThat(failure())
                .isEqualTo("kaptan.gateway.store.key is missing: set it to the path of a PEM file");
    }

    @Test
    void namesACertificateForAStoreWithoutItsCa() {
        properties.put("store.certificate", properties.get("tls.certificate"));
        properties.put("store.key", properties.get("tls.key"));
        assertThat(failure())
                .isEqualTo("kaptan.gateway.store.ca is missing: set it to the path of a PEM file");
    }

    @Test
    void namesAnEndpointThatDoesNotFitTheCa() {
        properties.put("store.ca", properties.get("tls.client-ca"));
        assertThat(failure())
                .contains("etcd endpoint 'http://127.0.0.1:1' does not fit: https needs the CA");
    }

    @Test
    void namesABrokenLineOfTheTokenFile() throws Exception {
        var tokens = java.nio.file.Files.writeString(folder.resolve("tokens"), "only-a-token\n");
        properties.put("token-file", tokens.toString());
        assertThat(failure())
                .startsWith(
                        "kaptan.gateway.token-file: cannot use '" + tokens + "': line 1 is not");
    }
}
