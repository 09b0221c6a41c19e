package dev.kaptan.gateway.flow;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.gateway.http.Call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the requests served at a time, reading and mutating ones apart, as upstream's
 * max-in-flight filter: what does not fit is told to come back. Watches and streams do not count,
 * administrators are never refused.
 */
public final class InFlightFilter implements Filter {

    private static final Set<String> READING = Set.of("get", "list", "watch");
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Semaphore reading;
    private final Semaphore mutating;
    private final Supplier<User> user;

    public InFlightFilter(
            int maxReading, int maxMutating, Supplier<User> user, MeterRegistry meters) {
        reading = new Semaphore(maxReading);
        mutating = new Semaphore(maxMutating);
        this.user = user;
        gauge(meters, "readOnly", reading, maxReading);
        gauge(meters, "mutating", mutating, maxMutating);
    }

    private static void gauge(MeterRegistry meters, String kind, Semaphore free, int max) {
        Gauge.builder("apiserver.current.inflight.requests", () -> max - free.availablePermits())
                .description("Requests that are being served, watches and streams apart")
                .tag("request_kind", kind)
                .register(meters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var call = Call.of((HttpServletRequest) request);
        if (call.longRunning() || user.get().groups().contains(User.MASTERS_GROUP)) {
            chain.doFilter(request, response);
            return;
        }
        var limit = READING.contains(call.info().verb()) ? reading : mutating;
        if (!limit.tryAcquire()) {
            throw ApiException.tooManyRequests(
                    "Too many requests, please try again later.", RETRY_AFTER_SECONDS);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            limit.release();
        }
    }
}
