package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.ApiReferences;
import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.api.RecordedPodEvents;
import dev.kaptan.agent.node.FactFinder;
import dev.kaptan.agent.node.NodeReporter;
import dev.kaptan.agent.node.NodeSettings;
import dev.kaptan.agent.reference.References;
import dev.kaptan.agent.volume.PodVolumes;
import dev.kaptan.agent.worker.PodEvents;
import dev.kaptan.agent.worker.PodWorkers;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.client.boot.ActuatorConfiguration;
import dev.kaptan.client.boot.ClientConfiguration;
import dev.kaptan.client.boot.Component;
import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.cache.Resource;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.runtime.ContainerRuntime;
import dev.kaptan.runtime.docker.DockerRuntime;
import dev.kaptan.runtime.docker.DockerSettings;
import dev.kaptan.runtime.docker.LogRotation;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Composes the node agent. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgentProperties.class)
@Import({
    ActuatorConfiguration.class,
    ClientConfiguration.class,
    WorkerConfiguration.class,
    KubeletApiConfiguration.class
})
public class AgentConfiguration {

    @Bean
    Component component(AgentProperties properties) {
        return new Component("kubelet", "kubelet", properties.nodeName());
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService agentThreads() {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("agent-", 0).factory());
    }

    @Bean(destroyMethod = "close")
    ContainerRuntime containerRuntime(AgentProperties properties) {
        var settings =
                DockerSettings.of(
                        properties.nodeName(),
                        properties.dockerHost(),
                        properties.network(),
                        properties.clusterCidr());
        var logs =
                new LogRotation(
                        properties.containerLogMaxSize(), properties.containerLogMaxFiles());
        return DockerRuntime.of(settings.with(logs));
    }

    @Bean
    BoundPods boundPods(Informers informers, AgentProperties properties) {
        return new BoundPods(
                informers.of(Resource.of(Pod.class, "spec.nodeName=" + properties.nodeName())));
    }

    @Bean
    References references(KubernetesClient client) {
        return new ApiReferences(client);
    }

    @Bean
    PodEvents podEvents(EventRecorder recorder) {
        return new RecordedPodEvents(recorder);
    }

    @Bean
    RuntimeView runtimeView(ContainerRuntime runtime, PodVolumes volumes) {
        return new RuntimeView(runtime, volumes::owns);
    }

    @Bean
    NodeReporter nodeReporter(
            KubernetesClient client,
            Informers informers,
            ContainerRuntime runtime,
            EventRecorder recorder,
            AgentProperties properties,
            InstantSource clock) {
        var settings =
                new NodeSettings(
                        properties.nodeName(),
                        properties.address(),
                        properties.listenPort(),
                        properties.nodeLabels(),
                        properties.maxPods(),
                        properties.nodesOnEngine());
        return new NodeReporter(
                client,
                informers.of(Resource.of(Node.class, "metadata.name=" + properties.nodeName())),
                new FactFinder(runtime, properties.dataDir()),
                settings,
                recorder::normal,
                runtime::updatePodCidr,
                clock);
    }

    @Bean
    AgentLife agentLife(
            Informers informers,
            AgentProperties properties,
            BoundPods pods,
            RuntimeView view,
            PodVolumes volumes,
            PodWorkers workers,
            ContainerRuntime runtime,
            NodeReporter reporter,
            ExecutorService agentThreads) {
        return new AgentLife(
                informers,
                Resource.of(Pod.class, "spec.nodeName=" + properties.nodeName()),
                pods,
                view,
                volumes,
                workers,
                runtime,
                reporter,
                agentThreads);
    }
}
