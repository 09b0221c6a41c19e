package dev.kaptan.gateway.http;

import jakarta.servlet.http.HttpServletRequest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Subprotocols that a WebSocket client offers. Browsers cannot set headers, so one of them may
 * carry the bearer token, which is no protocol to agree on.
 */
public final class WebSocketProtocols {

    private static final String BEARER = "base64url.bearer.authorization.k8s.io.";
    private static final String HEADER = "Sec-WebSocket-Protocol";

    private WebSocketProtocols() {}

    public static boolean upgradeAsked(HttpServletRequest request) {
        return request.getHeader("Sec-WebSocket-Key") != null
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Without the one that carries a token. */
    public static List<String> offered(HttpServletRequest request) {
        return all(request).filter(protocol -> !protocol.startsWith(BEARER)).toList();
    }

    /** The token carried in a subprotocol; empty where there is none or it is no base64. */
    public static Optional<String> bearerToken(HttpServletRequest request) {
        return all(request)
                .filter(protocol -> protocol.startsWith(BEARER))
                .findFirst()
                .flatMap(protocol -> decoded(protocol.substring(BEARER.length())));
    }

    private static Optional<String> decoded(String base64) {
        try {
            var bytes = Base64.getUrlDecoder().decode(base64);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> all(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HEADER)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(protocol -> !protocol.isEmpty());
    }
}
