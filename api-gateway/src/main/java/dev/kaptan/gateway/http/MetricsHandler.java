package dev.kaptan.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

import java.io.IOException;

/** {@code /metrics} in Prometheus' text format; authorized as any path that is no resource. */
public final class MetricsHandler implements HttpRequestHandler {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    public MetricsHandler(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(TEXT);
        meters.scrape(response.getOutputStream(), TEXT);
    }
}
