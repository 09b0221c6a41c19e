package dev.kaptan.agent.boot;

import dev.kaptan.runtime.StreamOptions;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What an exec or attach asks for.
 *
 * @param command empty to attach
 */
record StreamRequest(
        String namespace,
        String pod,
        String container,
        List<String> command,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean tty) {

    static final String ATTRIBUTE = "kaptan.stream";

    static StreamRequest of(UriComponents uri) {
        var path = uri.getPathSegments();
        var query = uri.getQueryParams();
        boolean exec = path.getFirst().equals("exec");
        return new StreamRequest(
                path.get(1),
                path.get(2),
                path.get(3),
                exec ? values(query, "command") : List.of(),
                flag(query, "stdin", "input"),
                flag(query, "stdout", "output"),
                flag(query, "stderr", "error"),
                flag(query, "tty", "tty"));
    }

    boolean attaches() {
        return command.isEmpty();
    }

    StreamOptions options() {
        return new StreamOptions(stdin, stdout, stderr && !tty, tty);
    }

    private static List<String> values(MultiValueMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(Objects::nonNull)
                .map(value -> UriUtils.decode(value.replace('+', ' '), StandardCharsets.UTF_8))
                .toList();
    }

    /** The kubelet's own API calls its parameters otherwise than the API server does. */
    private static boolean flag(MultiValueMap<String, String> query, String name, String own) {
        return isSet(query.getFirst(name)) || isSet(query.getFirst(own));
    }

    private static boolean isSet(@Nullable String value) {
        return "true".equals(value) || "1".equals(value);
    }
}
