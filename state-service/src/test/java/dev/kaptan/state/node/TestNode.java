package dev.kaptan.state.node;

import dev.kaptan.state.grpc.GrpcSettings;
import dev.kaptan.state.ratis.RatisSettings;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member on a port of the system's choice, with a channel to it. */
public record TestNode(StateNode node, ManagedChannel channel) implements AutoCloseable {

    /** A small one. */
    public static final long QUOTA_BYTES = 16 << 20;

    public static TestNode start(Path directory) throws IOException {
        return start(directory, "test");
    }

    public static TestNode start(Path directory, String clusterToken) throws IOException {
        return start(directory, clusterToken, GrpcSettings.usualQuota());
    }

    public static TestNode start(Path directory, long quotaBytes) throws IOException {
        return start(directory, "test", quotaBytes);
    }

    private static TestNode start(Path directory, String clusterToken, long quotaBytes)
            throws IOException {
        var log =
                new RatisSettings(
                        directory,
                        clusterToken,
                        "one",
                        List.of(new RatisSettings.Peer("one", "localhost:0")),
                        8 << 20,
                        32 << 20,
                        Duration.ofSeconds(20));
        var grpc =
                new GrpcSettings(
                        new InetSocketAddress("127.0.0.1", 0),
                        null,
                        Duration.ofMillis(300),
                        quotaBytes);
        var node =
                new StateNode(
                        new RatisEngine(log),
                        grpc,
                        new Retention(Duration.ofMinutes(5), 0, 64 << 20));
        var channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", node.port()).usePlaintext().build();
        return new TestNode(node, channel);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        node.close();
    }
}
