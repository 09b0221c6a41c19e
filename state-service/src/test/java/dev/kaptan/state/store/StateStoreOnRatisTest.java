package dev.kaptan.state.store;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.ratis.RatisLog;
import dev.kaptan.state.ratis.RatisSettings;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class StateStoreOnRatisTest extends StateStoreContract {

    @TempDir private Path directory;

    @Override
    protected ReplicatedLog<List<Outcome>> open(StoreMachine machine) throws IOException {
        return new RatisLog<>(
                new RatisSettings(
                        directory,
                        "test",
                        "one",
                        List.of(new RatisSettings.Peer("one", "localhost:0")),
                        8 << 20,
                        32 << 20,
                        Duration.ofSeconds(20)),
                machine);
    }
}
