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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Resolves a channel's one target to all configured members, each under its own name for TLS. gRPC
 * stays with the first that it reaches, so that whoever is reached and cannot serve has to be moved
 * to the end.
 */
final class EtcdMembers extends NameResolverProvider {

    static final String SCHEME = "etcd-members";

    private static final int ABOVE_NOTHING = 5;

    /** How long a name server that does not answer for one member keeps the others unknown. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Calls that fail together on one member leave it once. */
    private static final Duration BETWEEN_MOVES = Duration.ofSeconds(1);

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

    /** Which of them is tried first; guarded by {@code this}, as is the next. */
    private int first;

    private long movedAtNanos = System.nanoTime() - BETWEEN_MOVES.toNanos();

    EtcdMembers(List<URI> uris, NameService names, Executor executor) {
        this.uris = uris;
        this.names = names;
        this.executor = executor;
    }

    /**
     * Lets the next resolution begin with another member.
     *
     * @return whether there is another one, and the last move was not just now
     */
    synchronized boolean moveOn() {
        long now = System.nanoTime();
        if (uris.size() == 1 || now - movedAtNanos < BETWEEN_MOVES.toNanos()) {
            return false;
        }
        movedAtNanos = now;
        first = (first + 1) % uris.size();
        return true;
    }

    private synchronized List<URI> inTurn() {
        var turned = new ArrayList<>(uris);
        Collections.rotate(turned, -first);
        return turned;
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
                executor.execute(() -> {
                    try {
                        tell(told);
                    } catch (RejectedExecutionException closing) {
                        // Whoever asked does so no more.
                    }
                });
            }
        }

        /** Asks for all names at once: that of a member which is gone may take long to fail. */
        private void tell(Listener2 listener) {
            var answers =
                    inTurn().stream().map(this::ask).toList().stream()
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
