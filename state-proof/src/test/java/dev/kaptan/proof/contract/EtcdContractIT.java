package dev.kaptan.proof.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;

import java.nio.file.Files;
import java.nio.file.Path;

/** The control: a test that a real etcd fails is a wrong test. */
class EtcdContractIT extends StoreContract {

    @Override
    Store start(Path directory) throws Exception {
        var etcd = Engine.Etcd.INSTALLED;
        assumeTrue(Files.isExecutable(etcd), "no etcd 3.5; tools/install-test-tools puts it there");
        return new Store(new Cluster(new Engine.Etcd(etcd), 3, directory, Ports.anyFree()));
    }
}
