package dev.kaptan.state.grpc;

import io.grpc.Channel;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** The control: what a real etcd fails would be a wrong expectation. */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "no etcd 3.5; tools/install-test-tools installs it")
class LocksAndElectionsOfEtcdIT extends LocksAndElectionsContract {

    private RealEtcd etcd;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        etcd = RealEtcd.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        etcd.close();
    }

    @Override
    Channel channel() {
        return etcd.channel();
    }

    static boolean isInstalled() {
        return Files.isExecutable(RealEtcd.program("etcd"));
    }
}
