package dev.kaptan.proof.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Everything that a store promises; one subclass an engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {

    private Store store;

    /** Starts it; what that needs of the machine is a condition of the subclass. */
    abstract Store start(Path directory) throws Exception;

    @BeforeAll
    final void startStore(@TempDir Path directory) throws Exception {
        store = start(directory);
    }

    @AfterAll
    final void stopStore() {
        if (store != null) {
            store.close();
        }
    }

    @Nested
    class Keys extends KeysContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Ranges extends RangesContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Transactions extends TransactionsContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Compactions extends CompactionContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Refusals extends RefusalsContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Watches extends WatchContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Leases extends LeaseContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Locks extends LockContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Elections extends ElectionContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Upkeep extends UpkeepContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Auth extends AuthContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class AlarmsAndQuota extends AlarmContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class Members extends MembersContract {
        @Override
        Store store() {
            return store;
        }
    }

    @Nested
    class AgainstTheModel extends ModelContract {
        @Override
        Store store() {
            return store;
        }
    }
}
