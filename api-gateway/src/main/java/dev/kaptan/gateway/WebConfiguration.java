package dev.kaptan.gateway;

import dev.kaptan.gateway.engine.EngineStart;
import dev.kaptan.gateway.flow.RequestMetrics;
import dev.kaptan.gateway.http.ApiHandler;
import dev.kaptan.gateway.http.Deadlines;
import dev.kaptan.gateway.http.EntryFilter;
import dev.kaptan.gateway.http.MetricsHandler;
import dev.kaptan.gateway.node.NodeStreamConnector;
import dev.kaptan.gateway.security.RequestUser;
import dev.kaptan.gateway.server.HttpsServer;
import dev.kaptan.gateway.tls.TlsContexts;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;

import java.security.SecureRandom;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** HTTPS server, dispatcher and the two handlers. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    static final int ENTRY_ORDER = Ordered.HIGHEST_PRECEDENCE;

    @Bean
    JettyServletWebServerFactory webServer(GatewayProperties properties) {
        var files = properties.tls();
        var tls = TlsContexts.server(files.certificate(), files.key(), files.clientCa());
        return HttpsServer.factory(tls, properties.listen());
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
        var servlet = new DispatcherServlet();
        servlet.setPublishEvents(false);
        servlet.setDispatchOptionsRequest(true);
        servlet.setDispatchTraceRequest(true);
        return servlet;
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcherRegistration(DispatcherServlet servlet) {
        var registration = new ServletRegistrationBean<>(servlet, "/");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    HttpRequestHandlerAdapter handlerAdapter() {
        return new HttpRequestHandlerAdapter();
    }

    @Bean
    SimpleUrlHandlerMapping handlers(ApiHandler api, PrometheusScrapeEndpoint metrics) {
        return new SimpleUrlHandlerMapping(
                Map.of("/metrics", new MetricsHandler(metrics), "/**", api));
    }

    @Bean
    ApiHandler apiHandler(
            EngineStart engine, RequestMetrics metrics, NodeStreamConnector nodeStreams) {
        return new ApiHandler(engine, request -> RequestUser.current(), nodeStreams, metrics);
    }

    @Bean
    NodeStreamConnector nodeStreams(GatewayProperties properties, RequestMetrics metrics) {
        var files = properties.kubelet();
        return new NodeStreamConnector(
                files == null
                        ? null
                        : TlsContexts.client(files.certificate(), files.key(), files.ca()),
                metrics);
    }

    @Bean
    RequestMetrics requestMetrics(PrometheusMeterRegistry meters) {
        return new RequestMetrics(meters);
    }

    @Bean
    Deadlines deadlines(GatewayProperties properties) {
        return new Deadlines(properties.limits().requests());
    }

    @Bean
    FilterRegistrationBean<EntryFilter> entryFilter(Deadlines deadlines, RequestMetrics metrics) {
        var registration =
                new FilterRegistrationBean<>(new EntryFilter(deadlines, metrics, auditIds()));
        registration.setOrder(ENTRY_ORDER);
        return registration;
    }

    /** Audit ids need to be unlike each other, not secret. */
    private static RandomGenerator auditIds() {
        long seed = new SecureRandom().nextLong();
        var counter = new java.util.concurrent.atomic.AtomicLong(seed);
        return () -> new SplittableRandom(counter.incrementAndGet()).nextLong();
    }
}
