package dev.kaptan.standalone.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import java.util.Map;

/** Plays on a cluster of one node of its own, whose store is the subclass's choice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenario {

    private final Store store;
    TestCluster cluster;

    Scenario(Store store) {
        this.store = store;
    }

    @BeforeAll
    void start() {
        cluster = TestCluster.on(store, Map.of(), 1);
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
