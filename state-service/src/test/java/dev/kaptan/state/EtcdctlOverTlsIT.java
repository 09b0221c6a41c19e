package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.node.StateNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Files;
import java.nio.file.Path;

/** etcd's command-line client against the whole service, which has a certificate and no CA. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EtcdctlOverTlsIT {

    private TestPki pki;
    private TestPki others;
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        pki = new TestPki(directory);
        others = new TestPki(Files.createDirectory(directory.resolve("other-pki")));
        service =
                StateApplication.start(
                        "--server.port=0",
                        "--kaptan.state.listen=127.0.0.1:0",
                        "--kaptan.state.data-dir=" + directory.resolve("data"),
                        "--kaptan.state.tls.certificate=" + pki.file("server.crt"),
                        "--kaptan.state.tls.key=" + pki.file("server.key"));
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCaIsAllThatAClientNeeds(Release release) throws Exception {
        release.require();
        var client = client(release, pki);
        assertThat(client.run("put", "x", "1")).isEqualTo("OK\n");
        assertThat(client.run("get", "x", "--print-value-only")).isEqualTo("1\n");
        assertThat(client.run("member", "list")).contains(", https://127.0.0.1:");
        assertThat(client.run("endpoint", "health")).contains("is healthy");
        var certified =
                client.with("--cert=" + pki.file("client.crt"), "--key=" + pki.file("client.key"));
        assertThat(certified.run("get", "x", "--print-value-only")).isEqualTo("1\n");
    }

    @Test
    void whoDoesNotTrustItDoesNotTalkToIt() throws Exception {
        Release.V3_5.require();
        var distrustful = client(Release.V3_5, others).with("--command-timeout=2s");
        assertThat(distrustful.run("get", "x")).contains("Error: context deadline exceeded");
    }

    private Etcdctl client(Release release, TestPki trusted) {
        var port = service.getBean(StateNode.class).port();
        return new Etcdctl(
                release,
                "--endpoints=https://127.0.0.1:" + port,
                "--cacert=" + trusted.file("ca.crt"));
    }
}
