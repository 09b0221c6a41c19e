package dev.kaptan.standalone.it;

import org.junit.jupiter.api.condition.EnabledIf;

/** The gateway notices no difference: the same scenario on a real etcd 3.5 over mutual TLS. */
@NeedsEngine
@EnabledIf(
        value = "dev.kaptan.standalone.it.RealEtcd#installed",
        disabledReason = "needs etcd 3.5; tools/install-test-tools installs it")
class KubectlOnEtcdIT extends KubectlScenario {

    KubectlOnEtcdIT() {
        super(Store.ETCD);
    }
}
