package dev.kaptan.client.boot;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;

import java.util.Map;

/** How every service of the project is started, alone or as one of several in a JVM. */
public final class ServiceDefaults {
    private ServiceDefaults() {}

    /**
     * An application whose own defaults lie in {@code kaptan-<service>.yml}. It neither installs a
     * shutdown hook nor ends the JVM; its {@code main} does.
     *
     * @param listen the default of {@code server.port} on loopback
     */
    public static SpringApplication application(
            Class<?> configuration, String service, int listen) {
        var application = new SpringApplication(configuration);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(defaults(service, listen));
        return application;
    }

    private static Map<String, Object> defaults(String service, int listen) {
        return Map.ofEntries(
                Map.entry("spring.config.name", "kaptan-" + service),
                Map.entry("spring.application.name", "kaptan-" + service),
                Map.entry("spring.jmx.enabled", "false"),
                Map.entry("spring.threads.virtual.enabled", "true"),
                // Virtual threads are daemons: without this a service alone in its process would
                // end.
                Map.entry("spring.main.keep-alive", "true"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", listen),
                Map.entry("management.endpoints.web.base-path", "/"),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                Map.entry("management.endpoints.web.discovery.enabled", "false"),
                Map.entry("management.endpoints.web.path-mapping.health", "healthz"),
                Map.entry("management.endpoints.web.path-mapping.prometheus", "metrics"),
                Map.entry("management.endpoint.health.show-details", "always"));
    }
}
