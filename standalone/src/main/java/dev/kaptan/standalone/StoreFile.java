package dev.kaptan.standalone;

import dev.kaptan.state.client.StoreEndpoints;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the launcher and later commands where the store of a cluster listens: {@code run/store},
 * {@code name=value} lines.
 */
record StoreFile(Path dataDirectory) {

    private static final String ENDPOINTS = "endpoints";
    private static final String CA = "ca";
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";

    private Path path() {
        return dataDirectory.resolve("run/store");
    }

    void write(StoreEndpoints store) throws IOException {
        var text = new StringBuilder();
        append(
                text,
                ENDPOINTS,
                store.uris().stream().map(URI::toString).collect(Collectors.joining(",")));
        var tls = store.tls();
        if (tls != null) {
            append(text, CA, tls.ca());
        }
        var identity = store.identity();
        if (identity != null) {
            append(text, CERTIFICATE, identity.certificate());
            append(text, KEY, identity.key());
        }
        Files.writeString(path(), text);
    }

    /**
     * @throws IllegalArgumentException if no cluster has been up in this data directory
     */
    StoreEndpoints read() throws IOException {
        if (!Files.exists(path())) {
            throw new IllegalArgumentException(
                    "there is no cluster in " + dataDirectory + ": ./kaptan up makes one");
        }
        var values =
                Files.readAllLines(path()).stream()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        var uris =
                Arrays.stream(values.getOrDefault(ENDPOINTS, "").split(","))
                        .map(URI::create)
                        .toList();
        return StoreEndpoints.of(
                uris, file(values, CA), file(values, CERTIFICATE), file(values, KEY));
    }

    private static @Nullable Path file(Map<String, String> values, String name) {
        var file = values.get(name);
        return file == null ? null : Path.of(file);
    }

    private static void append(StringBuilder text, String name, Object value) {
        text.append(name).append('=').append(value).append('\n');
    }
}
