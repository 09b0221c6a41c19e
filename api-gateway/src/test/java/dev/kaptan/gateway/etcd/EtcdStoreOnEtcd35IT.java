package dev.kaptan.gateway.etcd;

import org.junit.jupiter.api.condition.EnabledIf;

import java.io.IOException;
import java.nio.file.Path;

/** The adapter on etcd 3.5. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#version35Installed",
        disabledReason = "no etcd 3.5; tools/install-test-tools installs it")
class EtcdStoreOnEtcd35IT extends EtcdStoreIT {

    @Override
    EtcdProcess start(Path data) throws IOException {
        return EtcdProcess.ofVersion35(data);
    }
}
