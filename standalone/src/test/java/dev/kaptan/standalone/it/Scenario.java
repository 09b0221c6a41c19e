package dev.kaptan.standalone.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Plays on a cluster of one node of its own, whose store is the subclass's choice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenario {

    /** Where the cluster keeps its state. */
    enum Store {
        OURS,
        ETCD
    }

    private final Store store;
    private RealEtcd etcd;
    TestCluster cluster;

    Scenario(Store store) {
        this.store = store;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        cluster =
                switch (store) {
                    case OURS -> TestCluster.up(1);
                    case ETCD -> {
                        etcd = RealEtcd.start(directory);
                        yield TestCluster.up(1, etcd.options());
                    }
                };
    }

    /** The cluster goes before what it stands on. */
    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (etcd != null) {
            etcd.close();
        }
    }
}
