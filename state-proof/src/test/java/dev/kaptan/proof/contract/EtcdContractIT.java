package dev.kaptan.proof.contract;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;

import org.junit.jupiter.api.condition.EnabledIf;

import java.nio.file.Files;
import java.nio.file.Path;

/** The control: a test that a real etcd fails is a wrong test. */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "no etcd 3.5; tools/install-test-tools puts it there")
class EtcdContractIT extends StoreContract {

    static boolean isInstalled() {
        return Files.isExecutable(Engine.Etcd.INSTALLED);
    }

    @Override
    Store start(Path directory) throws Exception {
        return new Store(
                new Cluster(new Engine.Etcd(Engine.Etcd.INSTALLED), 3, directory, Ports.anyFree()));
    }
}
