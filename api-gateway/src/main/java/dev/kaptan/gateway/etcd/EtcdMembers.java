package dev.kaptan.gateway.etcd;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Resolves a channel's one target to all configured members, each under its own name for TLS. */
final class EtcdMembers extends NameResolverProvider {

    static final String SCHEME = "etcd-members";

    private static final int ABOVE_NOTHING = 5;

    private final List<URI> uris;
    private final Executor executor;

    EtcdMembers(List<URI> uris, Executor executor) {
        this.uris = uris;
        this.executor = executor;
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
        return ABOVE_NOTHING;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return SCHEME.equals(target.getScheme()) ? new Resolver() : null;
    }

    /** Looks names up again whenever gRPC has lost all members. */
    private final class Resolver extends NameResolver {
        private @Nullable Listener2 listener;

        @Override
        public String getServiceAuthority() {
            return "etcd";
        }

        @Override
        public void start(Listener2 listener) {
            this.listener = listener;
            refresh();
        }

        @Override
        public void refresh() {
            var told = listener;
            if (told != null) {
                executor.execute(() -> tell(told));
            }
        }

        private void tell(Listener2 listener) {
            var failures = new ArrayList<String>();
            var found = uris.stream().flatMap(uri -> resolve(uri, failures).stream()).toList();
            listener.onResult(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(
                                    found.isEmpty()
                                            ? StatusOr.fromStatus(unknown(failures))
                                            : StatusOr.fromValue(found))
                            .build());
        }

        private static Status unknown(List<String> failures) {
            return Status.UNAVAILABLE.withDescription("cannot resolve " + failures);
        }

        private static List<EquivalentAddressGroup> resolve(URI uri, List<String> failures) {
            try {
                return Arrays.stream(InetAddress.getAllByName(uri.getHost()))
                        .map(address -> group(address, uri))
                        .toList();
            } catch (UnknownHostException e) {
                failures.add(uri.getHost());
                return List.of();
            }
        }

        private static EquivalentAddressGroup group(InetAddress address, URI uri) {
            return new EquivalentAddressGroup(
                    new InetSocketAddress(address, uri.getPort()),
                    Attributes.newBuilder()
                            .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, uri.getAuthority())
                            .build());
        }

        @Override
        public void shutdown() {
            listener = null;
        }
    }
}
