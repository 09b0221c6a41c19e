package dev.kaptan.state.http;

import dev.kaptan.state.node.TestNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;

class PlaintextPortTest extends ClientPortContract {

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
    TestNode node() {
        return node;
    }

    @Override
    String scheme() {
        return "http";
    }

    @Override
    HttpClient.Builder http() {
        return HttpClient.newBuilder();
    }

    @Override
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), node.node().port());
    }

    /** It asks for an upgrade, which nobody offers. */
    @Override
    HttpClient.Version preferred() {
        return HttpClient.Version.HTTP_1_1;
    }
}
