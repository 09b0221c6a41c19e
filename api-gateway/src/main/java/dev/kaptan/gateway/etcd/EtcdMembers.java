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
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Resolves a channel's one target to all configured members, each under its own name for TLS. */
final class EtcdMembers extends NameResolverProvider {

    static final String SCHEME = "etcd-members";

    private static final int ABOVE_NOTHING = 5;

    /** How long a name server that does not answer for one member keeps the others unknown. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Blocks until the name server answers. */
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Answer(List<EquivalentAddressGroup> found, List<String> failures) {

        static Answer failed(String host) {
            return new Answer(List.of(), List.of(host));
        }
    }

    private final List<URI> uris;
    private final NameService names;
    private final Executor executor;

    EtcdMembers(List<URI> uris, NameService names, Executor executor) {
        this.uris = uris;
        this.names = names;
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

        /** Asks for all names at once: that of a member which is gone may take long to fail. */
        private void tell(Listener2 listener) {
            var answers =
                    uris.stream().map(this::ask).toList().stream()
                            .map(CompletableFuture::join)
                            .toList();
            var found = answers.stream().flatMap(answer -> answer.found().stream()).toList();
            var failures = answers.stream().flatMap(answer -> answer.failures().stream()).toList();
            listener.onResult(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(
                                    found.isEmpty()
                                            ? StatusOr.fromStatus(unknown(failures))
                                            : StatusOr.fromValue(found))
                            .build());
        }

        private CompletableFuture<Answer> ask(URI uri) {
            return CompletableFuture.supplyAsync(() -> resolve(uri), executor)
                    .completeOnTimeout(
                            Answer.failed(uri.getHost()),
                            PATIENCE.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        private static Status unknown(List<String> failures) {
            return Status.UNAVAILABLE.withDescription("cannot resolve " + failures);
        }

        private Answer resolve(URI uri) {
            try {
                var found =
                        Arrays.stream(names.addresses(uri.getHost()))
                                .map(address -> group(address, uri))
                                .toList();
                return new Answer(found, List.of());
            } catch (UnknownHostException e) {
                return Answer.failed(uri.getHost());
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
