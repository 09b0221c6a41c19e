package dev.kaptan.standalone.it;

import org.junit.jupiter.api.condition.EnabledIf;

/** What must survive crashes, on a real etcd 3.5 over mutual TLS. */
@NeedsEngine
@EnabledIf(
        value = "dev.kaptan.standalone.it.RealEtcd#installed",
        disabledReason = "needs etcd 3.5; tools/install-test-tools installs it")
class RecoveryOnEtcdIT extends RecoveryScenario {

    RecoveryOnEtcdIT() {
        super(Store.ETCD);
    }
}
