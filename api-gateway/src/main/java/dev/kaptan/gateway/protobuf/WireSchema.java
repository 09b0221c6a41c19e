package dev.kaptan.gateway.protobuf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Field numbers, names and types of Kubernetes' messages. They are facts of the published protocol,
 * kept as text beside this class and compared with the published descriptors by a test.
 */
final class WireSchema {

    static final String RESOURCE = "wire-fields.txt";

    private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

    private final Map<String, Map<Integer, WireField>> messages = new HashMap<>();

    /** Read on first use: most servers never meet a protobuf body in their first seconds. */
    private static final class Loaded {
        static final WireSchema SCHEMA = new WireSchema(text());
    }

    static WireSchema published() {
        return Loaded.SCHEMA;
    }

    WireSchema(String text) {
        Map<Integer, WireField> current = Map.of();
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith(" ")) {
                var parts = line.strip().split(" ");
                current.put(Integer.valueOf(parts[0]), WireField.parse(parts[1], parts[2]));
            } else {
                current = new HashMap<>();
                messages.put(line, current);
            }
        }
    }

    private static String text() {
        try (var in = WireSchema.class.getResourceAsStream(RESOURCE)) {
            var found = Objects.requireNonNull(in, RESOURCE);
            return new String(found.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<Integer, WireField> fields(String message) {
        return messages.getOrDefault(message, Map.of());
    }

    /** The message of a kind; null where no such kind has a protobuf form. */
    @Nullable String messageOf(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        var group = slash < 0 ? "core" : apiVersion.substring(0, slash);
        var version = apiVersion.substring(slash + 1);
        var first = group.contains(".") ? group.substring(0, group.indexOf('.')) : group;
        var name = "k8s.io.api." + first + "." + version + "." + kind;
        if (messages.containsKey(name)) {
            return name;
        }
        return messages.containsKey(META + kind) ? META + kind : null;
    }
}
