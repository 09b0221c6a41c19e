package dev.kaptan.state.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import javax.net.ssl.SSLException;

/**
 * Ratis' gRPC with our own calls on the same port, followers that hear of commits soon, and a gate
 * before disks that are full.
 */
final class PeerTransport {

    private static final String ROOM = Room.class.getName();
    private static final String WAITERS = Waiters.class.getName();
    private static final String MEASURES = PeerMeasures.class.getName();

    private PeerTransport() {}

    /** Ratis finds a transport by the name of its type, which must be that of the class. */
    static final class Type implements RpcType {

        // Ratis makes it by reflection from the property's value.
        public Type() {}

        @Override
        public String name() {
            return Type.class.getName();
        }

        @Override
        public RpcFactory newFactory(Parameters parameters) {
            return new Factory(parameters);
        }
    }

    private static final class Factory extends GrpcFactory {

        private final Room room;
        private final Waiters waiters;
        private final PeerMeasures measures;

        Factory(Parameters parameters) {
            super(parameters);
            this.room = parameters.getNonNull(ROOM, Room.class);
            this.waiters = parameters.getNonNull(WAITERS, Waiters.class);
            this.measures = parameters.getNonNull(MEASURES, PeerMeasures.class);
        }

        @Override
        public GrpcServices newRaftServerRpc(RaftServer server) {
            return super.newRaftServerRpc(EntryGate.before(server, room.own(), room::waits));
        }

        @Override
        public LogAppender newLogAppender(
                RaftServer.Division server, LeaderState state, FollowerInfo follower) {
            return new CommitTeller(server, state, follower, waiters, measures);
        }
    }

    static Parameters parameters(
            RatisSettings.Transport transport,
            PeerService service,
            Room room,
            Waiters waiters,
            PeerMeasures measures) {
        var parameters = new Parameters();
        parameters.put(ROOM, room, Room.class);
        parameters.put(WAITERS, waiters, Waiters.class);
        parameters.put(MEASURES, measures, PeerMeasures.class);
        GrpcConfigKeys.Server.setServicesCustomizer(
                parameters,
                (builder, types) ->
                        builder.addService(service.definition())
                                .callExecutor(new WithoutHandover())
                                .addStreamTracerFactory(measures.ofCallsToUs()));
        var tls = transport.tls();
        if (tls != null) {
            GrpcConfigKeys.TLS.setConf(
                    parameters,
                    new GrpcTlsConfig(
                            tls.key().toFile(),
                            tls.certificate().toFile(),
                            tls.ca().toFile(),
                            true));
        }
        return parameters;
    }

    /** Null for plain text. */
    static @Nullable SslContext clientTls(RatisSettings settings) throws IOException {
        var transport = settings.transport();
        var tls = transport == null ? null : transport.tls();
        if (tls == null) {
            return null;
        }
        try {
            return GrpcSslContexts.forClient()
                    .keyManager(tls.certificate().toFile(), tls.key().toFile())
                    .trustManager(tls.ca().toFile())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }

    /** Ratis ends the process where the port is taken, so we look before it does. */
    static void requireFree(InetSocketAddress listen) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(listen);
        } catch (IOException e) {
            throw new PeerPortTakenException(listen, e);
        }
    }
}
