package dev.kaptan.gateway;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Properties;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    PrometheusMeterRegistry meters() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    PrometheusScrapeEndpoint scrapeEndpoint(PrometheusMeterRegistry meters) {
        return new PrometheusScrapeEndpoint(meters.getPrometheusRegistry(), new Properties());
    }

    @Bean
    JvmMemoryMetrics memoryMetrics(PrometheusMeterRegistry meters) {
        var metrics = new JvmMemoryMetrics();
        metrics.bindTo(meters);
        return metrics;
    }

    @Bean(destroyMethod = "close")
    JvmGcMetrics collectorMetrics(PrometheusMeterRegistry meters) {
        var metrics = new JvmGcMetrics();
        metrics.bindTo(meters);
        return metrics;
    }

    @Bean
    ProcessorMetrics processorMetrics(PrometheusMeterRegistry meters) {
        var metrics = new ProcessorMetrics();
        metrics.bindTo(meters);
        return metrics;
    }
}
