package dev.kaptan.api.engine.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kaptan.api.engine.request.ApiResponse.Content;
import dev.kaptan.api.engine.request.ApiResponse.Document;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.model.status.ApiException;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /healthz}, {@code /livez} and {@code /readyz} in upstream's text form. */
final class HealthDocuments {

    private final Supplier<List<HealthCheck>> checks;

    HealthDocuments(Supplier<List<HealthCheck>> checks) {
        this.checks = checks;
    }

    /**
     * @param endpoint {@code healthz}, {@code livez} or {@code readyz}
     * @param only the one check asked for, empty for all
     */
    Document serve(String endpoint, String only, QueryParameters query) {
        var excluded = query.all("exclude");
        List<HealthCheck> asked =
                checks.get().stream()
                        .filter(check -> only.isEmpty() || check.name().equals(only))
                        .filter(check -> !excluded.contains(check.name()))
                        .toList();
        if (!only.isEmpty() && asked.isEmpty()) {
            throw ApiException.unknownPath();
        }
        boolean healthy = asked.stream().allMatch(HealthCheck::passed);
        boolean verbose = query.values().containsKey("verbose") || !healthy;
        return text(healthy ? 200 : 500, verbose ? lines(endpoint, asked, healthy) : "ok");
    }

    private static String lines(String endpoint, List<HealthCheck> checks, boolean healthy) {
        var text = new StringBuilder();
        for (HealthCheck check : checks) {
            text.append(check.passed() ? "[+]" : "[-]").append(check.name());
            text.append(check.passed() ? " ok\n" : " failed: " + check.failure() + "\n");
        }
        return text.append(endpoint)
                .append(healthy ? " check passed\n" : " check failed\n")
                .toString();
    }

    static Document text(int code, String text) {
        return new Document(
                code,
                "text/plain; charset=utf-8",
                Content.of(text.getBytes(UTF_8)),
                List.of(),
                Map.of("X-Content-Type-Options", "nosniff"));
    }
}
