package dev.kaptan.standalone;

import dev.kaptan.agent.AgentApplication;
import dev.kaptan.controller.ControllerApplication;
import dev.kaptan.gateway.GatewayApplication;
import dev.kaptan.scheduler.SchedulerApplication;
import dev.kaptan.standalone.pki.ClusterPki;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The running services. They are started side by side, each waits by itself for those it needs;
 * they are stopped from the agents back to the store.
 */
final class StandaloneCluster implements AutoCloseable {

    private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

    private StandaloneCluster() {}

    /**
     * Starts everything and returns when every service has started; readiness is the API's to tell.
     *
     * @throws StartFailure naming the service; those that had started are stopped again
     */
    static StandaloneCluster start(ClusterOptions options, ClusterPki pki) {
        var arguments = new ServiceArguments(options, pki);
        return options.etcd() == null
                ? start(new StoreStart(options, arguments), services(options, arguments))
                : start(null, services(options, arguments));
    }

    /** Only the store, for whoever wants it without writers. */
    static StandaloneCluster startStore(ClusterOptions options, ClusterPki pki) {
        var store = new StoreStart(options, new ServiceArguments(options, pki));
        return start(store, List.of());
    }

    private static StandaloneCluster start(@Nullable StoreStart store, List<Service> others) {
        var cluster = new StandaloneCluster();
        try {
            var services = new ArrayList<Service>();
            if (store != null && store.grows()) {
                cluster.grow(store);
            } else if (store != null) {
                services.addAll(members(store));
            }
            services.addAll(others);
            cluster.startAll(services);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private record Service(String name, Callable<ConfigurableApplicationContext> start) {}

    private static List<Service> services(ClusterOptions options, ServiceArguments arguments) {
        var services = new ArrayList<Service>();
        services.add(
                new Service("api-gateway", () -> GatewayApplication.start(arguments.gateway())));
        services.add(
                new Service(
                        "controller-service",
                        () -> ControllerApplication.start(arguments.controllers())));
        services.add(
                new Service(
                        "scheduler-service",
                        () -> SchedulerApplication.start(arguments.scheduler())));
        for (int i = 0; i < options.nodes(); i++) {
            int index = i;
            services.add(
                    new Service(
                            "node-agent " + options.nodeNames().get(i),
                            () -> AgentApplication.start(arguments.agent(index))));
        }
        return services;
    }

    private static List<Service> members(StoreStart store) {
        return store.members().stream()
                .map(member -> new Service("state-service", () -> store.start(member)))
                .toList();
    }

    private void grow(StoreStart store) {
        try {
            store.grow(running::push);
        } catch (IllegalStateException e) {
            throw StartFailure.of("state-service", e);
        }
    }

    private void startAll(List<Service> services) {
        if (services.isEmpty()) {
            return;
        }
        try (var threads = Executors.newFixedThreadPool(services.size())) {
            List<Future<ConfigurableApplicationContext>> starting =
                    services.stream().map(service -> threads.submit(service.start())).toList();
            StartFailure failure = null;
            for (int i = 0; i < starting.size(); i++) {
                try {
                    running.push(starting.get(i).get());
                } catch (ExecutionException e) {
                    failure =
                            failure == null
                                    ? StartFailure.of(services.get(i).name(), e.getCause())
                                    : failure;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StartFailure("interrupted while starting", e);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
