package dev.kaptan.gateway.etcd;

import org.junit.jupiter.api.condition.EnabledIf;

import java.io.IOException;
import java.nio.file.Path;

/** The engine's contract of a store, on etcd 3.5. */
@EnabledIf(
        value = "dev.kaptan.gateway.etcd.EtcdProcess#version35Installed",
        disabledReason = "no etcd 3.5; tools/install-test-tools installs it")
class EtcdStoreContractOnEtcd35IT extends EtcdStoreContractIT {

    @Override
    EtcdProcess start(Path data) throws IOException {
        return EtcdProcess.ofVersion35(data);
    }
}
