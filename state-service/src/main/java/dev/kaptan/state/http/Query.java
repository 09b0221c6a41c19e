package dev.kaptan.state.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.List;
import java.util.Map;

/**
 * A request without its headers.
 *
 * @param method as sent: GET, HEAD
 * @param parameters of the part after {@code ?}, decoded
 */
public record Query(String method, String path, Map<String, List<String>> parameters) {

    private static final int MOST_PARAMETERS = 32;

    /** Throws {@link IllegalArgumentException} if the target is badly escaped. */
    static Query of(String method, String target) {
        var decoder = new QueryStringDecoder(target, UTF_8, true, MOST_PARAMETERS);
        return new Query(method, decoder.path(), decoder.parameters());
    }

    /** The values given under a name, in order. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }
}
