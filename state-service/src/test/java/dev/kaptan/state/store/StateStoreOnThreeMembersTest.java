package dev.kaptan.state.store;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.ratis.TestGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The contract on one of three members, of which the other two go on while it restarts. */
class StateStoreOnThreeMembersTest extends StateStoreContract {

    @TempDir private Path directory;
    private TestGroup<List<Outcome>, StoreMachine> group;

    @Override
    protected ReplicatedLog<List<Outcome>> open(StoreMachine machine) throws IOException {
        if (group == null) {
            group = new TestGroup<>(directory, 32 << 20, StoreMachine::new);
            group.know("a", "b", "c");
            group.open("b", new StoreMachine());
            group.open("c", new StoreMachine());
        }
        return group.open("a", machine);
    }

    @AfterEach
    void stopGroup() {
        group.close();
    }
}
