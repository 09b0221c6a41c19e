package dev.kaptan.proof.contract;

/** Asks the instance that was started last, which does not lead. */
class TwoInstancesContractIT extends PostgresContract {

    TwoInstancesContractIT() {
        super(2);
    }
}
