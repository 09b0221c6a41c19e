package dev.kaptan.state.grpc;

import dev.kaptan.state.auth.Tokens;
import dev.kaptan.state.http.SharedPort;
import dev.kaptan.state.lease.Leases;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;
import dev.kaptan.state.watch.WatchHub;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

/** Serves etcd's API on one port, and beside it the pages that etcd has there. */
public final class GrpcServer implements AutoCloseable {

    /** etcd takes this much more than a request may have, to refuse it with its own error. */
    private static final int OVERHEAD_BYTES = 512 * 1024;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Traffic traffic = new Traffic();
    private final long quotaBytes;
    private final WatchService watches;
    private final RequiredLeader requiredLeader;
    private final Server server;

    /** etcd's {@code --auth-token-ttl}. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** Where tokens are kept; to be told of everything that the log delivers. */
    public static Tokens tokens(StoreMachine machine) {
        var tokens = new Tokens(Clock.systemUTC(), TOKEN_LIFE);
        machine.listen(TokenOffice.listener(tokens));
        return tokens;
    }

    /**
     * Starts to serve; an {@link IOException} names a port that is taken or a file that is bad.
     *
     * @param metrics in Prometheus' text format
     */
    public GrpcServer(
            GrpcSettings settings,
            StateStore store,
            WatchHub hub,
            Leases lessor,
            Tokens tokens,
            RandomGenerator random,
            ScheduledExecutorService timer,
            Supplier<String> metrics)
            throws IOException {
        var headers = new Headers(store);
        var calls = new Calls(executor);
        var guard = new Guard(store, tokens);
        quotaBytes = settings.quotaBytes();
        var quota = new Quota(store, quotaBytes);
        var office = new TokenOffice(store, Clock.systemUTC());
        watches = new WatchService(store, hub, guard, headers, executor);
        requiredLeader = new RequiredLeader(store::leader);
        var builder =
                NettyServerBuilder.forAddress(settings.listen())
                        .directExecutor()
                        .intercept(requiredLeader)
                        .intercept(traffic)
                        .addStreamTracerFactory(traffic.bytes())
                        .maxInboundMessageSize(KvService.MAX_REQUEST_BYTES + OVERHEAD_BYTES)
                        .permitKeepAliveTime(5, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true);
        var kv = new KvService(store, guard, quota, headers, calls);
        var leases = new LeaseService(store, lessor, guard, quota, headers, calls, random);
        var turns = new Turns(kv, leases, hub);
        var services =
                List.<BindableService>of(
                        kv,
                        watches,
                        leases,
                        new LockService(turns, kv, calls),
                        new ElectionService(turns, kv, hub, headers, calls),
                        new MaintenanceService(store, guard, quota, headers, calls),
                        new ClusterService(store, guard, headers, calls, url(settings)),
                        new AuthService(store, guard, office, headers, calls));
        services.forEach(builder::addService);
        var health = new HealthService(names(services));
        builder.addService(health)
                .addService(new ReflectionService(with(services, health), executor));
        builder.intercept(Credentials.interceptor(store));
        var tls = settings.tls();
        builder.protocolNegotiator(
                new SharedPort(
                        tls == null ? null : sslContext(tls),
                        new StatusPages(store, metrics),
                        executor));
        server = builder.build().start();
        long interval = settings.progressInterval().toMillis();
        timer.scheduleWithFixedDelay(tokens::tidy, 1, 1, TimeUnit.MINUTES);
        timer.scheduleWithFixedDelay(
                watches::reportProgress, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends streams that need a leader where none has been known for a while. To be called every
     * second, by one thread.
     */
    public void lookForLeader() {
        requiredLeader.look();
    }

    /** How much keys and history may take before writes are refused. */
    public long quotaBytes() {
        return quotaBytes;
    }

    public Traffic traffic() {
        return traffic;
    }

    /** How the streams of watches are. */
    public WatchTraffic watchTraffic() {
        return watches.traffic();
    }

    /** The port it listens on, which the system chose if the settings said 0. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }

    private static List<BindableService> with(
            List<BindableService> services, BindableService another) {
        var all = new ArrayList<>(services);
        all.add(another);
        return all;
    }

    private static Set<String> names(List<BindableService> services) {
        return services.stream()
                .map(service -> service.bindService().getServiceDescriptor().getName())
                .collect(Collectors.toSet());
    }

    private static String url(GrpcSettings settings) {
        InetSocketAddress listen = settings.listen();
        return (settings.tls() == null ? "http://" : "https://")
                + listen.getHostString()
                + ":"
                + listen.getPort();
    }

    private static SslContext sslContext(GrpcSettings.Tls tls) throws IOException {
        try {
            var context = GrpcSslContexts.forServer(tls.certificate().toFile(), tls.key().toFile());
            var clientCa = tls.clientCa();
            if (clientCa != null) {
                context.trustManager(clientCa.toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return context.build();
        } catch (IllegalArgumentException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }
}
