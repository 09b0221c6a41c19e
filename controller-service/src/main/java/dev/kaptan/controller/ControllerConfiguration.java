package dev.kaptan.controller;

import dev.kaptan.client.boot.ActuatorConfiguration;
import dev.kaptan.client.boot.ClientConfiguration;
import dev.kaptan.client.boot.Component;
import dev.kaptan.client.election.LeaderElectionSettings;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.work.Controllers;
import dev.kaptan.controller.term.Leadership;

import io.fabric8.kubernetes.client.KubernetesClient;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.UUID;

/** Wires the service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({ActuatorConfiguration.class, ClientConfiguration.class})
@EnableConfigurationProperties(ControllerProperties.class)
class ControllerConfiguration {

    @Bean
    Component component() {
        return new Component("controller-manager", "kube-controller-manager", "");
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Leadership leadership(
            ControllerProperties properties,
            KubernetesClient client,
            Controllers controllers,
            EventRecorder events)
            throws IOException {
        var rootCa = properties.rootCa() == null ? null : Files.readString(properties.rootCa());
        return new Leadership(
                properties.leaderElect() ? election() : null,
                client,
                controllers,
                events,
                InstantSource.system(),
                properties.writesAtOnce(),
                new ControllerLoops(properties, rootCa));
    }

    private static LeaderElectionSettings election() throws IOException {
        var identity = InetAddress.getLocalHost().getHostName() + "_" + UUID.randomUUID();
        return LeaderElectionSettings.upstream("kube-system", "kube-controller-manager", identity);
    }

    @Bean
    HealthIndicator leadershipHealthIndicator(Leadership leadership) {
        return new LeadershipHealth(leadership);
    }
}
