package dev.kaptan.standalone.it;

@NeedsEngine
class RecoveryIT extends RecoveryScenario {

    RecoveryIT() {
        super(Store.OURS);
    }
}
