package dev.kaptan.standalone.it;

@NeedsEngine
class RecoveryIT extends RecoveryScenario {

    @Override
    TestCluster up() {
        return TestCluster.up(1);
    }
}
