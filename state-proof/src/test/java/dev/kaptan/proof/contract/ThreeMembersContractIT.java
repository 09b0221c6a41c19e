package dev.kaptan.proof.contract;

import dev.kaptan.proof.cluster.Cluster;
import dev.kaptan.proof.cluster.Engine;
import dev.kaptan.proof.cluster.Ports;

import java.nio.file.Path;
import java.util.Map;

/** Asks the member that was started last, which is rarely the leader. */
class ThreeMembersContractIT extends StoreContract {

    @Override
    Store start(Path directory) throws Exception {
        var engine = new Engine.Kaptan(System.getProperty("java.class.path"), Map.of());
        return new Store(new Cluster(engine, 3, directory, Ports.anyFree()));
    }
}
