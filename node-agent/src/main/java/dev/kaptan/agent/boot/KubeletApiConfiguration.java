package dev.kaptan.agent.boot;

import dev.kaptan.agent.api.BoundPods;
import dev.kaptan.agent.worker.RuntimeView;
import dev.kaptan.runtime.ContainerRuntime;

import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** The kubelet's HTTPS API: paths, certificates, and who may come in. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class KubeletApiConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> kubeletServer(
            AgentProperties properties) {
        return factory -> {
            factory.setPort(properties.listenPort());
            factory.setAddress(address(properties));
            factory.setSsl(ssl(properties.tls()));
        };
    }

    private static InetAddress address(AgentProperties properties) {
        try {
            return InetAddress.getByName(properties.listenHost());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "set kaptan.agent.listen to host:port of this machine, '%s' is not known"
                            .formatted(properties.listenHost()),
                    e);
        }
    }

    /** Clients without a certificate get as far as the filter, which tells them why they fail. */
    private static Ssl ssl(AgentProperties.Tls tls) {
        var ssl = new Ssl();
        ssl.setCertificate(tls.certificate().toUri().toString());
        ssl.setCertificatePrivateKey(tls.key().toUri().toString());
        ssl.setTrustCertificate(tls.clientCa().toUri().toString());
        ssl.setClientAuth(Ssl.ClientAuth.WANT);
        return ssl;
    }

    @Bean
    FilterRegistrationBean<ClientFilter> clientFilter(AgentProperties properties) {
        var filter = new FilterRegistrationBean<>(new ClientFilter(properties.allowedClients()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    TargetContainers targetContainers(BoundPods pods, RuntimeView view) {
        return new TargetContainers(pods, view, Duration.ofSeconds(10));
    }

    @Bean
    LogEndpoint logEndpoint(TargetContainers targets, ContainerRuntime runtime) {
        return new LogEndpoint(targets, runtime);
    }

    @Bean
    PodsEndpoint podsEndpoint(BoundPods pods, RuntimeView view) {
        return new PodsEndpoint(pods, view);
    }

    @Bean
    UsageEndpoint usageEndpoint(
            RuntimeView view, ContainerRuntime runtime, AgentProperties properties) {
        return new UsageEndpoint(view, runtime, properties.nodeName());
    }

    @Bean
    AgentMeters agentMeters(BoundPods pods, RuntimeView view) {
        return new AgentMeters(pods, view);
    }

    @Bean
    UnsupportedEndpoint unsupportedEndpoint() {
        return new UnsupportedEndpoint();
    }

    @Bean
    WebSocketConfigurer streams(
            TargetContainers targets, ContainerRuntime runtime, ExecutorService agentThreads) {
        var handshake = new DefaultHandshakeHandler();
        handshake.setSupportedProtocols("v5.channel.k8s.io", "v4.channel.k8s.io");
        return registry ->
                registry.addHandler(
                                new StreamHandler(targets, runtime, agentThreads),
                                "/exec/{namespace}/{pod}/{container}",
                                "/attach/{namespace}/{pod}/{container}")
                        .setHandshakeHandler(handshake)
                        .addInterceptors(new StreamRequestInterceptor())
                        .setAllowedOrigins("*");
    }
}
