package dev.kaptan.gateway.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ChannelLogger;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.grpc.internal.GrpcUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class EtcdMembersTest {

    private static final List<URI> MEMBERS =
            List.of(URI.create("https://one:2379"), URI.create("https://two:2379"));

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        over.countDown();
        executor.shutdownNow();
    }

    @Test
    void aNameThatIsNotAnsweredDoesNotHideTheOthers() {
        var told =
                resolved(host -> {
                    if (host.equals("one")) {
                        awaitTheEnd();
                    }
                    return loopback();
                });
        assertThat(told.getValue())
                .flatMap(EquivalentAddressGroup::getAddresses)
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2379));
    }

    @Test
    void everyMemberThatIsKnownIsTold() {
        var told =
                resolved(host -> {
                    if (host.equals("two")) {
                        throw new UnknownHostException(host);
                    }
                    return loopback();
                });
        assertThat(told.getValue())
                .singleElement()
                .returns(
                        "one:2379",
                        group ->
                                group.getAttributes()
                                        .get(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE));
    }

    @Test
    void allThatAreUnknownAreNamed() {
        var told =
                resolved(host -> {
                    throw new UnknownHostException(host);
                });
        assertThat(told.getStatus())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns("cannot resolve [one, two]", Status::getDescription);
    }

    private StatusOr<List<EquivalentAddressGroup>> resolved(EtcdMembers.NameService names) {
        var told = new CompletableFuture<StatusOr<List<EquivalentAddressGroup>>>();
        var members = new EtcdMembers(MEMBERS, names, executor);
        var resolver = members.newNameResolver(URI.create("etcd-members:///"), arguments());
        Objects.requireNonNull(resolver)
                .start(
                        new NameResolver.Listener2() {
                            @Override
                            public void onResult(NameResolver.ResolutionResult result) {
                                told.complete(result.getAddressesOrError());
                            }

                            @Override
                            public void onError(Status error) {
                                told.complete(StatusOr.fromStatus(error));
                            }
                        });
        return told.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static NameResolver.Args arguments() {
        return NameResolver.Args.newBuilder()
                .setDefaultPort(0)
                .setProxyDetector(GrpcUtil.NOOP_PROXY_DETECTOR)
                .setSynchronizationContext(new SynchronizationContext((thread, failure) -> {}))
                .setServiceConfigParser(new NoServiceConfig())
                .setChannelLogger(new NoLog())
                .build();
    }

    private static InetAddress[] loopback() {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class NoServiceConfig extends NameResolver.ServiceConfigParser {
        @Override
        public NameResolver.ConfigOrError parseServiceConfig(Map<String, ?> raw) {
            return NameResolver.ConfigOrError.fromConfig(raw);
        }
    }

    private static final class NoLog extends ChannelLogger {
        @Override
        public void log(ChannelLogLevel level, String message) {}

        @Override
        public void log(ChannelLogLevel level, String format, Object... arguments) {}
    }
}
