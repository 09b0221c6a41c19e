package dev.kaptan.standalone.it;

@NeedsEngine
class KubectlIT extends KubectlScenario {

    @Override
    TestCluster up() {
        return TestCluster.up(1);
    }
}
