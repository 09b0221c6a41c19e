package dev.kaptan.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.web.HttpRequestHandler;

import java.io.IOException;

/**
 * Actuator's Prometheus endpoint at {@code /metrics}, authorized as any path that is no resource.
 * Actuator's own mapping would bring the whole of Spring MVC's annotation model, for one path.
 */
public final class MetricsHandler implements HttpRequestHandler {

    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusScrapeEndpoint endpoint;

    public MetricsHandler(PrometheusScrapeEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var accept = request.getHeader("Accept");
        var format =
                accept != null && accept.contains(OPEN_METRICS)
                        ? PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100
                        : PrometheusOutputFormat.CONTENT_TYPE_004;
        var scraped = endpoint.scrape(format, null);
        response.setContentType(format.getProducedMimeType().toString());
        response.getOutputStream().write(scraped.getBody());
    }
}
