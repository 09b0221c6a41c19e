package dev.kaptan.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.Etcdctl.Release;
import dev.kaptan.state.node.StateNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;

/**
 * What etcd's clients read off the whole service by plain HTTP. In plain text: neither release
 * trusts the CA or shows the certificate that it is given when it reads metrics, so that this check
 * fails against an etcd behind TLS as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EtcdctlChecksIT {

    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path directory) {
        service =
                StateApplication.start(
                        "--server.port=0",
                        "--kaptan.state.listen=127.0.0.1:0",
                        "--kaptan.state.data-dir=" + directory);
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** With the smallest load: 10,000 keys of 1 KiB. It reads the memory before and after. */
    @ParameterizedTest
    @EnumSource
    void checksTheScaleOfData(Release release) throws Exception {
        release.require();
        var port = service.getBean(StateNode.class).port();
        var output =
                new Etcdctl(release, "--endpoints=127.0.0.1:" + port)
                        .run("check", "datascale", "--load=s");
        assertThat(output).contains("PASS: Approximate system memory used");
    }
}
