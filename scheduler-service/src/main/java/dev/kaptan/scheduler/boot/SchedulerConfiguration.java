package dev.kaptan.scheduler.boot;

import dev.kaptan.client.boot.ActuatorConfiguration;
import dev.kaptan.client.boot.ClientConfiguration;
import dev.kaptan.client.boot.Component;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.election.LeaderElectionSettings;
import dev.kaptan.client.election.LeaderElector;
import dev.kaptan.client.election.LeaseAccess;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.scheduler.framework.Placement;
import dev.kaptan.scheduler.framework.Preemption;
import dev.kaptan.scheduler.framework.Sampling;
import dev.kaptan.scheduler.loop.Ports;
import dev.kaptan.scheduler.loop.Scheduler;
import dev.kaptan.scheduler.loop.SchedulerMetrics;
import dev.kaptan.scheduler.loop.Threads;
import dev.kaptan.scheduler.plugins.StandardPlugins;
import dev.kaptan.scheduler.wire.ApiBinder;
import dev.kaptan.scheduler.wire.ApiEvictor;
import dev.kaptan.scheduler.wire.ApiReporter;
import dev.kaptan.scheduler.wire.Feed;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The beans of the scheduler. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulerProperties.class)
@Import({ActuatorConfiguration.class, ClientConfiguration.class})
public class SchedulerConfiguration {

    private static final InstantSource CLOCK = InstantSource.system();

    @Bean
    Component component(SchedulerProperties properties) {
        return new Component("scheduler", properties.schedulerName(), "");
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService bindings() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("scheduler-binding-", 0).factory());
    }

    @Bean
    Scheduler scheduler(
            SchedulerProperties properties,
            KubernetesClient client,
            EventRecorder events,
            MeterRegistry registry,
            ExecutorService bindings) {
        return new Scheduler(
                properties.schedulerName(),
                new Placement(
                        StandardPlugins.filters(),
                        StandardPlugins.scores(),
                        new Sampling(properties.percentageOfNodesToScore()),
                        new SplittableRandom()),
                new Preemption(StandardPlugins.filters(), new SplittableRandom()),
                new Ports(
                        new ApiBinder(client),
                        new ApiEvictor(client, events),
                        new ApiReporter(client, events, CLOCK)),
                new Threads(bindings, properties.parallelBindings()),
                new SchedulerMetrics(registry, CLOCK, properties.schedulerName()),
                CLOCK);
    }

    @Bean
    Lifecycle lifecycle(
            SchedulerProperties properties,
            KubernetesClient client,
            Informers informers,
            Scheduler scheduler) {
        Feed.connect(informers, scheduler.intake());
        var lifecycle = new Lifecycle(informers, scheduler);
        return properties.leaderElect()
                ? lifecycle.electedBy(elector(properties, client, lifecycle))
                : lifecycle;
    }

    private static LeaderElector elector(
            SchedulerProperties properties, KubernetesClient client, Lifecycle listener) {
        var settings =
                LeaderElectionSettings.upstream(
                        "kube-system", "kube-scheduler", properties.signature());
        return new LeaderElector(
                settings,
                LeaseAccess.over(client, settings.namespace(), settings.name()),
                listener,
                CLOCK,
                Thread::sleep);
    }
}
