package dev.kaptan.gateway.http;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** The one place where a failure becomes a Status on the wire. */
public final class StatusWriter {

    private static final String YAML = "application/yaml";

    private StatusWriter() {}

    public static void write(
            ApiException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var tree = failure.status().toJson();
        boolean yaml = wantsYaml(request.getHeader("Accept"));
        var body = yaml ? Yaml.bytes(tree) : Json.bytes(tree);
        response.setStatus(failure.code());
        response.setContentType(yaml ? YAML : "application/json");
        var details = failure.status().details();
        if (details != null && details.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", String.valueOf(details.retryAfterSeconds()));
        }
        if (failure.code() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** Whether YAML stands before any other type that a Status can be written in. */
    private static boolean wantsYaml(@org.jspecify.annotations.Nullable String accept) {
        if (accept == null || !accept.contains(YAML)) {
            return false;
        }
        var before = accept.substring(0, accept.indexOf(YAML));
        return !before.contains("application/json") && !before.contains("*/*");
    }
}
