package dev.kaptan.standalone.it;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** The gateway notices no difference: the same scenario on a real etcd 3.5 over mutual TLS. */
@NeedsEngine
@EnabledIf(
        value = "dev.kaptan.standalone.it.RealEtcd#installed",
        disabledReason = "needs etcd 3.5; tools/install-test-tools installs it")
class KubectlOnEtcdIT extends KubectlScenario {

    @TempDir static Path directory;
    private RealEtcd etcd;

    @Override
    TestCluster up() throws IOException {
        etcd = RealEtcd.start(directory);
        return TestCluster.up(1, etcd.options());
    }

    @Override
    void closed() {
        etcd.close();
    }
}
