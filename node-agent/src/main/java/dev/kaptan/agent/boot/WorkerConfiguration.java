package dev.kaptan.agent.boot;

import dev.kaptan.agent.action.Actions;
import dev.kaptan.agent.api.ApiPods;
import dev.kaptan.agent.api.ApiTokens;
import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.api.NamespaceServices;
import dev.kaptan.agent.container.ContainerSpecs;
import dev.kaptan.agent.environment.Environment;
import dev.kaptan.agent.image.ImagePuller;
import dev.kaptan.agent.node.HostMemory;
import dev.kaptan.agent.probe.Prober;
import dev.kaptan.agent.reference.RecentReferences;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.reference.ResourceFields;
import dev.kaptan.agent.volume.ContainerMounts;
import dev.kaptan.agent.volume.PodDirectories;
import dev.kaptan.agent.volume.PodFiles;
import dev.kaptan.agent.volume.PodVolumes;
import dev.kaptan.agent.volume.TokenCache;
import dev.kaptan.agent.worker.ContainerKill;
import dev.kaptan.agent.worker.ContainerStart;
import dev.kaptan.agent.worker.Hooks;
import dev.kaptan.agent.worker.PodEvents;
import dev.kaptan.agent.worker.PodSteps;
import dev.kaptan.agent.worker.PodWorkers;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.agent.worker.TerminationMessages;
import dev.kaptan.agent.worker.WakingListener;
import dev.kaptan.agent.worker.WorkerTools;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.runtime.ContainerRuntime;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Composes what looks after Pods. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    /** Running Pods see a change of a ConfigMap this much later than at their next look. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    @Bean
    PodDirectories podDirectories(AgentProperties properties) {
        try {
            Files.createDirectories(properties.dataDir());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "set kaptan.agent.data-dir to a directory that can be written, not "
                            + properties.dataDir(),
                    e);
        }
        return new PodDirectories(properties.dataDir());
    }

    @Bean
    ResourceFields resourceFields(AgentProperties properties) {
        int sharers = properties.nodesOnEngine();
        long millis = Runtime.getRuntime().availableProcessors() * 1000L / sharers;
        return new ResourceFields(
                Map.of(
                        "cpu",
                        new Quantity(Long.toString(millis), "m"),
                        "memory",
                        new Quantity(Long.toString(HostMemory.bytes() / sharers))));
    }

    @Bean
    PodVolumes podVolumes(
            PodDirectories directories,
            References references,
            ResourceFields resources,
            KubernetesClient client,
            InstantSource clock) {
        var tokens = new TokenCache(new ApiTokens(client, clock), clock);
        var recent = new RecentReferences(references, REMEMBERED, clock);
        return new PodVolumes(directories, references, recent, resources, tokens);
    }

    @Bean
    TerminationMessages terminationMessages(ContainerRuntime runtime, PodDirectories directories) {
        return new TerminationMessages(runtime, directories);
    }

    @Bean
    PodFiles podFiles(PodDirectories directories) {
        return new PodFiles(directories, Path.of("/etc"));
    }

    @Bean
    Actions actions(ContainerRuntime runtime) {
        return new Actions(runtime);
    }

    @Bean
    Hooks hooks(Actions actions, PodEvents events) {
        return new Hooks(actions, events);
    }

    @Bean
    PodSteps podSteps(
            ContainerRuntime runtime,
            RuntimeView view,
            PodDirectories directories,
            PodVolumes volumes,
            PodFiles files,
            References references,
            ResourceFields resources,
            Informers informers,
            Hooks hooks,
            PodEvents events,
            ExecutorService agentThreads,
            AgentProperties properties,
            InstantSource clock) {
        var starts =
                new ContainerStart(
                        runtime,
                        new ImagePuller(runtime, references, clock),
                        new Environment(references, resources),
                        new NamespaceServices(informers.of(Service.class)),
                        new ContainerMounts(volumes, directories, files),
                        new ContainerSpecs(HostMemory.bytes()),
                        hooks,
                        events,
                        properties.address());
        var kills = new ContainerKill(runtime, hooks, events, agentThreads, clock);
        return new PodSteps(
                runtime, view, volumes, files, starts, kills, events, properties.address(), clock);
    }

    @Bean(destroyMethod = "close")
    PodWorkers podWorkers(
            BoundPods pods,
            RuntimeView view,
            PodSteps steps,
            Actions actions,
            TerminationMessages messages,
            PodEvents events,
            KubernetesClient client,
            AgentProperties properties,
            InstantSource clock,
            ExecutorService agentThreads) {
        var wakes = new WakingListener(events);
        var prober = new Prober(actions, wakes, agentThreads, clock);
        var tools =
                new WorkerTools(
                        pods,
                        view,
                        steps,
                        prober,
                        messages,
                        events,
                        new ApiPods(client),
                        properties.address(),
                        clock);
        var workers = new PodWorkers(tools, agentThreads);
        wakes.wake(workers);
        return workers;
    }
}
