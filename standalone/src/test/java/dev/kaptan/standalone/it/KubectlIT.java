package dev.kaptan.standalone.it;

@NeedsEngine
class KubectlIT extends KubectlScenario {

    KubectlIT() {
        super(Store.OURS);
    }
}
