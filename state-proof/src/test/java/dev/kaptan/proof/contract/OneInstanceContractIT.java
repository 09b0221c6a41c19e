package dev.kaptan.proof.contract;

class OneInstanceContractIT extends PostgresContract {

    OneInstanceContractIT() {
        super(1);
    }
}
