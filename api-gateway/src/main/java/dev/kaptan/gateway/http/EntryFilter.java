package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The outermost step of every request: finds out what it is about, bounds its time, counts it, and
 * turns whatever is thrown further in into a Status.
 */
public final class EntryFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(EntryFilter.class);
    private static final int AUDIT_ID_LENGTH = 64;

    private final Deadlines deadlines;
    private final RequestLog requests;
    private final RandomGenerator random;

    public EntryFilter(Deadlines deadlines, RequestLog requests, RandomGenerator random) {
        this.deadlines = deadlines;
        this.requests = requests;
        this.random = random;
    }

    /** Hears of every request when it is over. */
    @FunctionalInterface
    public interface RequestLog {
        void answered(Call call, int code, long nanos);
    }

    @Override
    public void doFilter(ServletRequest servlet, ServletResponse answer, FilterChain chain)
            throws IOException {
        var request = (HttpServletRequest) servlet;
        var response = (HttpServletResponse) answer;
        long start = System.nanoTime();
        response.setHeader("Audit-Id", auditId(request.getHeader("Audit-ID")));
        response.setHeader("Cache-Control", "no-cache, private");
        try {
            var call = Call.begin(request);
            bounded(call, request, response, chain);
            requests.answered(call, response.getStatus(), System.nanoTime() - start);
        } catch (ApiException e) {
            StatusWriter.write(e, request, response);
        }
    }

    private void bounded(
            Call call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try (var deadline = deadlines.begin(call)) {
            try {
                chain.doFilter(request, response);
            } catch (IOException | ServletException | RuntimeException | Error e) {
                answer(deadline.passed() ? Deadlines.passedStatus() : e, request, response);
            }
        }
    }

    private void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            cut(thrown, request);
        }
        switch (thrown) {
            case ServletException e when e.getCause() != null ->
                    answer(e.getCause(), request, response);
            case ApiException e -> write(e, request, response);
            case StoreException e when e.reason() == StoreException.Reason.UNAVAILABLE ->
                    write(
                            ApiException.serviceUnavailable(String.valueOf(e.getMessage())),
                            request,
                            response);
            case IOException e -> throw e;
            default -> {
                log.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
                write(ApiException.internalError(thrown), request, response);
            }
        }
    }

    /** Half an answer is on its way: only a broken connection tells the client so. */
    private static void cut(Throwable thrown, HttpServletRequest request) throws IOException {
        log.debug("{} {} was cut", request.getMethod(), request.getRequestURI(), thrown);
        throw new EofException(thrown);
    }

    private static void write(
            ApiException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.resetBuffer();
        StatusWriter.write(failure, request, response);
    }

    private String auditId(@org.jspecify.annotations.Nullable String given) {
        return given == null || given.isEmpty() || given.length() > AUDIT_ID_LENGTH
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : given;
    }
}
