package dev.kaptan.state.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.etcd.api.HealthCheckRequest;
import dev.kaptan.etcd.api.HealthCheckResponse;
import dev.kaptan.etcd.api.HealthGrpc;
import dev.kaptan.state.TestPki;
import dev.kaptan.state.node.TestNode;

import io.grpc.Attributes;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Holds what we rely on of grpc-netty's internals: a connection of gRPC is afterwards as one that a
 * server has which shares its port with nobody.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedPortTest {

    private TestPki pki;

    @BeforeAll
    void issue(@TempDir Path directory) throws Exception {
        pki = new TestPki(directory);
    }

    @Test
    void aConnectionInPlainTextIsAsUsual() throws Exception {
        var ours = call(null, true, InsecureChannelCredentials.create());
        assertThat(ours).isEqualTo(call(null, false, InsecureChannelCredentials.create()));
        assertThat(ours.handlers()).first().asString().contains("NettyServerHandler");
        assertThat(ours.peer()).isNull();
    }

    @Test
    void aConnectionOverTlsIsAsUsual() throws Exception {
        var tls =
                GrpcSslContexts.forServer(
                                pki.file("server.crt").toFile(), pki.file("server.key").toFile())
                        .trustManager(pki.file("ca.crt").toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build();
        var client = TestNode.trustAndIdentity(pki);
        var ours = call(tls, true, client);
        assertThat(ours).isEqualTo(call(tls, false, client));
        assertThat(ours.handlers()).first().asString().contains("SslHandler");
        assertThat(ours.peer()).isEqualTo("CN=client");
    }

    @Test
    void aConnectionOfSomebodyWhoWasAskedForNoCertificateIsAsUsual() throws Exception {
        var tls =
                GrpcSslContexts.forServer(
                                pki.file("server.crt").toFile(), pki.file("server.key").toFile())
                        .build();
        var ours = call(tls, true, TestNode.trustAndIdentity(pki));
        assertThat(ours).isEqualTo(call(tls, false, TestNode.trustAndIdentity(pki)));
        assertThat(ours.handlers()).first().asString().contains("SslHandler");
        assertThat(ours.peer()).isNull();
    }

    /** How a connection looks after a call. */
    private record Connection(
            List<String> handlers, boolean knowsAddresses, @Nullable String peer) {}

    private static Connection call(
            @Nullable SslContext tls, boolean shared, ChannelCredentials credentials)
            throws Exception {
        var accepted = new ConcurrentLinkedQueue<Channel>();
        var seen = new AtomicReference<Attributes>();
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var builder =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .bossEventLoopGroup(loops)
                        .workerEventLoopGroup(loops)
                        .channelFactory(() -> new Listening(accepted))
                        .addTransportFilter(new Seen(seen))
                        .addService(new Serving());
        if (shared) {
            builder.protocolNegotiator(
                    new SharedPort(tls, query -> Page.notFound(), Runnable::run));
        } else if (tls != null) {
            builder.sslContext(tls);
        }
        var server = builder.build().start();
        var channel = Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), credentials).build();
        try {
            var answer =
                    HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance());
            assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
            return connection(accepted.element(), seen.get());
        } finally {
            channel.shutdownNow();
            server.shutdownNow().awaitTermination();
            loops.shutdownGracefully();
        }
    }

    private static Connection connection(Channel accepted, Attributes attributes) {
        return new Connection(
                accepted.pipeline().toMap().values().stream()
                        .map(handler -> handler.getClass().getName())
                        .toList(),
                accepted.remoteAddress().equals(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
                        && accepted.localAddress()
                                .equals(attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR)),
                peer(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
    }

    private static @Nullable String peer(@Nullable SSLSession session) {
        try {
            return session == null ? null : session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException showedNothing) {
            return null;
        }
    }

    private static final class Listening extends NioServerSocketChannel {
        private final ConcurrentLinkedQueue<Channel> accepted;

        Listening(ConcurrentLinkedQueue<Channel> accepted) {
            this.accepted = accepted;
        }

        @Override
        protected int doReadMessages(List<Object> children) throws Exception {
            int count = super.doReadMessages(children);
            children.forEach(child -> accepted.add((Channel) child));
            return count;
        }
    }

    private static final class Seen extends ServerTransportFilter {
        private final AtomicReference<Attributes> seen;

        Seen(AtomicReference<Attributes> seen) {
            this.seen = seen;
        }

        @Override
        public Attributes transportReady(Attributes attributes) {
            seen.set(attributes);
            return attributes;
        }
    }

    private static final class Serving extends HealthGrpc.HealthImplBase {
        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> client) {
            client.onNext(
                    HealthCheckResponse.newBuilder()
                            .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                            .build());
            client.onCompleted();
        }
    }
}
