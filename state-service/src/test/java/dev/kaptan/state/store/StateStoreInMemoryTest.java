package dev.kaptan.state.store;

import dev.kaptan.state.log.InMemoryLog;
import dev.kaptan.state.log.ReplicatedLog;

import java.util.List;

class StateStoreInMemoryTest extends StateStoreContract {

    private final InMemoryLog.Disk disk = new InMemoryLog.Disk();

    @Override
    protected ReplicatedLog<List<Outcome>> open(StoreMachine machine) {
        return new InMemoryLog<>(machine, disk);
    }
}
