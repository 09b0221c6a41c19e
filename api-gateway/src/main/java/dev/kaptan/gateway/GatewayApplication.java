package dev.kaptan.gateway;

import dev.kaptan.service.HeapKeeper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import java.util.Map;

/** The API gateway: {@code --kaptan.gateway.*} properties in, an HTTPS API server out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(PropertyPlaceholderAutoConfiguration.class)
@EnableConfigurationProperties(GatewayProperties.class)
@Import({
    MetricsConfiguration.class,
    EngineConfiguration.class,
    SecurityConfiguration.class,
    WebConfiguration.class
})
public class GatewayApplication {

    /** Starts in this JVM; closing the context stops. */
    public static ConfigurableApplicationContext start(String... args) {
        return application().run(args);
    }

    static SpringApplication application() {
        var application = new SpringApplication(GatewayApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("spring.config.name", "kaptan-gateway"));
        return application;
    }

    public static void main(String[] args) {
        try {
            var context = start(args);
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
            HeapKeeper.start();
        } catch (RuntimeException e) {
            System.err.println("the API gateway cannot start: " + StartFailures.describe(e));
            System.exit(1);
        }
    }
}
