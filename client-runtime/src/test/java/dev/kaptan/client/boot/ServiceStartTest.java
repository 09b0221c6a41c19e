package dev.kaptan.client.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.client.cache.Informers;

import io.fabric8.kubernetes.api.model.ConfigMap;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class ServiceStartTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import({ActuatorConfiguration.class, ClientConfiguration.class})
    static class Service {
        @Bean
        Component component() {
            return new Component("test", "test-component", "");
        }
    }

    private static ConfigurableApplicationContext start(String... args) {
        return ServiceDefaults.application(Service.class, "test", 0).run(args);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws Exception {
        var port = context.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void answersHealthAndMetricsWithoutAnApiServer() throws Exception {
        try (var context = start("--kaptan.client.master=http://127.0.0.1:1")) {
            assertThat(get(context, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(context, "/metrics").body()).contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void isUnhealthyWhileAnInformerHasNoList() throws Exception {
        try (var context = start("--kaptan.client.master=http://127.0.0.1:1")) {
            var informers = context.getBean(Informers.class);
            informers.of(ConfigMap.class);
            informers.start();

            var health = get(context, "/healthz");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("/api/v1/configmaps");
        }
    }

    @Test
    void saysWhatToSetWhenNothingLeadsToTheApiServer() {
        assertThatThrownBy(ServiceStartTest::start)
                .hasStackTraceContaining("set either kaptan.client.kubeconfig");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> start("--kaptan.client.kubeconfig=/nowhere/admin.conf"))
                .hasStackTraceContaining("kubeconfig file /nowhere/admin.conf cannot be read");
    }
}
