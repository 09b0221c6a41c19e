package dev.kaptan.gateway.etcd;

import dev.kaptan.gateway.tls.PemFiles;
import dev.kaptan.gateway.tls.SingleIdentity;
import dev.kaptan.gateway.tls.TlsContexts;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

/** Opens gRPC channels that know all members and use the first that answers. */
final class EtcdChannel {

    private static final String SCHEME = "etcd-members";

    /** What upstream's client uses; etcd refuses pings more often than every five seconds. */
    private static final long KEEP_ALIVE_SECONDS = 30;

    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;

    private EtcdChannel() {}

    static ManagedChannel open(EtcdEndpoints endpoints, Executor executor) {
        var builder =
                NettyChannelBuilder.forTarget(SCHEME + ":///")
                        .nameResolverFactory(new Members(endpoints.uris()))
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
            var context =
                    GrpcSslContexts.forClient()
                            .keyManager(SingleIdentity.load(tls.certificate(), tls.key()))
                            .trustManager(
                                    TlsContexts.trustManager(
                                            PemFiles.certificates(tls.authority())));
            return GrpcSslContexts.configure(context, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("cannot use the store's TLS files " + tls, e);
        }
    }

    /** Resolves the one target to the configured members, each under its own name for TLS. */
    private static final class Members extends NameResolverProvider {
        private final List<EquivalentAddressGroup> addresses;

        Members(List<URI> uris) {
            addresses = uris.stream().map(Members::address).toList();
        }

        private static EquivalentAddressGroup address(URI uri) {
            return new EquivalentAddressGroup(
                    InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()),
                    Attributes.newBuilder()
                            .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, uri.getAuthority())
                            .build());
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }

        @Override
        public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
            return Set.of(InetSocketAddress.class);
        }

        @Override
        public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
            return SCHEME.equals(target.getScheme()) ? new Fixed(addresses) : null;
        }
    }

    private static final class Fixed extends NameResolver {
        private final List<EquivalentAddressGroup> addresses;

        Fixed(List<EquivalentAddressGroup> addresses) {
            this.addresses = addresses;
        }

        @Override
        public String getServiceAuthority() {
            return "etcd";
        }

        @Override
        public void start(Listener2 listener) {
            listener.onResult(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(StatusOr.fromValue(addresses))
                            .build());
        }

        @Override
        public void shutdown() {}
    }
}
