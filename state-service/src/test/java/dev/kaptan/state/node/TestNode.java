package dev.kaptan.state.node;

import dev.kaptan.state.TestPki;
import dev.kaptan.state.grpc.GrpcSettings;
import dev.kaptan.state.ratis.RatisSettings;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;

import org.jspecify.annotations.Nullable;

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

    /** What it shows for metrics. */
    public static final String METRICS = "a 1\n";

    public static TestNode start(Path directory) throws IOException {
        return start(directory, "test");
    }

    public static TestNode start(Path directory, String clusterToken) throws IOException {
        return start(directory, clusterToken, GrpcSettings.usualQuota(), null);
    }

    public static TestNode start(Path directory, long quotaBytes) throws IOException {
        return start(directory, "test", quotaBytes, null);
    }

    /** One that demands certificates of its clients. Its channel shows the client's. */
    public static TestNode start(Path directory, TestPki pki) throws IOException {
        return start(directory, pki, pki.file("ca.crt")).withChannel(trustAndIdentity(pki));
    }

    /** One behind TLS that asks its clients for no certificate. Its channel shows none. */
    public static TestNode startAskingNobody(Path directory, TestPki pki) throws IOException {
        return start(directory, pki, null).withChannel(trust(pki).build());
    }

    private static TestNode start(Path directory, TestPki pki, @Nullable Path clientCa)
            throws IOException {
        var tls = new GrpcSettings.Tls(pki.file("server.crt"), pki.file("server.key"), clientCa);
        return start(directory, "test", GrpcSettings.usualQuota(), tls);
    }

    /** Trusts the CA and shows the client's certificate to whoever asks for one. */
    public static ChannelCredentials trustAndIdentity(TestPki pki) throws IOException {
        return trust(pki)
                .keyManager(pki.file("client.crt").toFile(), pki.file("client.key").toFile())
                .build();
    }

    private static TlsChannelCredentials.Builder trust(TestPki pki) throws IOException {
        return TlsChannelCredentials.newBuilder().trustManager(pki.file("ca.crt").toFile());
    }

    /** The same member; the channel that it had is closed. */
    public TestNode withChannel(ChannelCredentials credentials) {
        channel.shutdownNow();
        return new TestNode(
                node, Grpc.newChannelBuilder("127.0.0.1:" + node.port(), credentials).build());
    }

    private static TestNode start(
            Path directory, String clusterToken, long quotaBytes, GrpcSettings.@Nullable Tls tls)
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
                        tls,
                        Duration.ofMillis(300),
                        quotaBytes);
        var node =
                new StateNode(
                        new RatisEngine(log),
                        grpc,
                        new Retention(Duration.ofMinutes(5), 0, 64 << 20),
                        () -> METRICS);
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
