package dev.kaptan.state.ratis;

import dev.kaptan.state.log.RecordingMachine;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedLogContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** The contract on one of three members, of which the other two go on while it restarts. */
class LogOfThreeMembersTest extends ReplicatedLogContract {

    @TempDir private Path directory;
    private TestGroup<Integer, RecordingMachine> group;

    @Override
    protected ReplicatedLog<Integer> open(RecordingMachine machine) throws IOException {
        if (group == null) {
            group = new TestGroup<>(directory, 4 << 20, RecordingMachine::new);
            group.know("a", "b", "c");
            group.open("b", new RecordingMachine());
            group.open("c", new RecordingMachine());
        }
        return group.open("a", machine);
    }

    @AfterEach
    void stop() {
        group.close();
    }
}
