package dev.kaptan.gateway.etcd;

import dev.kaptan.gateway.tls.PemFiles;
import dev.kaptan.gateway.tls.SingleIdentity;
import dev.kaptan.gateway.tls.TlsContexts;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/** Opens gRPC channels that know all members and use the first that answers. */
final class EtcdChannel {

    /** What upstream's client uses; etcd refuses pings more often than every five seconds. */
    private static final long KEEP_ALIVE_SECONDS = 30;

    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;

    private EtcdChannel() {}

    static ManagedChannel open(EtcdEndpoints endpoints, EtcdMembers members, Executor executor) {
        var builder =
                NettyChannelBuilder.forTarget(EtcdMembers.SCHEME + ":///")
                        .nameResolverFactory(members)
                        .executor(executor)
                        .offloadExecutor(executor)
                        .maxInboundMessageSize(Integer.MAX_VALUE)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .disableRetry();
        var tls = endpoints.tls();
        return tls == null
                ? builder.usePlaintext().build()
                : builder.sslContext(sslContext(tls)).build();
    }

    private static SslContext sslContext(EtcdEndpoints.Tls tls) {
        try {
            var authority = PemFiles.certificates(tls.authority());
            var context =
                    GrpcSslContexts.forClient().trustManager(TlsContexts.trustManager(authority));
            var identity = tls.identity();
            if (identity != null) {
                context.keyManager(SingleIdentity.load(identity.certificate(), identity.key()));
            }
            return GrpcSslContexts.configure(context, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("cannot use the store's TLS files " + tls, e);
        }
    }
}
