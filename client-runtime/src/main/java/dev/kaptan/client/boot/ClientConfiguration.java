package dev.kaptan.client.boot;

import dev.kaptan.client.cache.Informers;
import dev.kaptan.client.connect.ApiConnection;
import dev.kaptan.client.event.EventRecorder;
import dev.kaptan.client.event.EventSink;
import dev.kaptan.client.work.Controllers;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;

/**
 * Client, informers, events and controllers of a service, which imports this and declares its
 * {@link Component}. Nothing connects before the service starts the informers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientProperties.class)
public class ClientConfiguration {

    @Bean(destroyMethod = "close")
    KubernetesClient kubernetesClient(ClientProperties properties, Component component) {
        return ApiConnection.open(properties.credentials(), component.name());
    }

    @Bean(destroyMethod = "close")
    Informers informers(KubernetesClient client) {
        return new Informers(client);
    }

    @Bean(destroyMethod = "close")
    Controllers controllers(MeterRegistry registry, Component component) {
        return new Controllers(registry, InstantSource.system(), component.name());
    }

    @Bean(destroyMethod = "close")
    EventRecorder eventRecorder(
            KubernetesClient client, Component component, MeterRegistry registry) {
        return new EventRecorder(
                EventSink.over(client),
                component.eventSource(),
                component.host(),
                InstantSource.system(),
                registry);
    }

    @Bean
    HealthIndicator informersHealthIndicator(Informers informers) {
        return new InformersHealth(informers);
    }
}
