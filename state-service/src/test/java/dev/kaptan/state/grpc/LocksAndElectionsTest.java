package dev.kaptan.state.grpc;

import dev.kaptan.state.node.TestNode;

import io.grpc.Channel;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class LocksAndElectionsTest extends LocksAndElectionsContract {

    private TestNode node;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
    }

    @Override
    Channel channel() {
        return node.channel();
    }
}
