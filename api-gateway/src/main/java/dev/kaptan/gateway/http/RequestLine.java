package dev.kaptan.gateway.http;

import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes paths and queries as Go's net/url does: a path is decoded once and wholly, so that {@code
 * %2F} separates like {@code /}; a plus sign means a space in queries alone.
 */
final class RequestLine {

    private RequestLine() {}

    static String path(String raw) {
        return raw.indexOf('%') < 0 ? raw : decoded(raw);
    }

    private static String decoded(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(escaped(raw, i));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            var rest = raw.substring(at, Math.min(raw.length(), at + 3));
            throw ApiException.badRequest("invalid URL escape \"" + rest + "\"");
        }
        return high << 4 | low;
    }

    static QueryParameters query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return QueryParameters.NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (var pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(parameter(name), any -> new ArrayList<>(1))
                        .add(parameter(value));
            }
        }
        return new QueryParameters(values);
    }

    private static String parameter(String raw) {
        try {
            return raw.indexOf('%') < 0 && raw.indexOf('+') < 0
                    ? raw
                    : URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("invalid URL escape in the query: " + e.getMessage());
        }
    }
}
