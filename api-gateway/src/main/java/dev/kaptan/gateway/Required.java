package dev.kaptan.gateway;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of configuration values; every message names the property and what to put there. */
final class Required {

    private static final String PREFIX = "kaptan.gateway.";

    private Required() {}

    static void value(String property, @Nullable Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(
                    PREFIX + property + " is missing: set it to " + what);
        }
    }

    static void file(String property, @Nullable Path path) {
        value(property, path, "the path of a PEM file");
        if (path != null && !Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    PREFIX + property + ": cannot read '" + path + "', set it to a readable file");
        }
    }

    static void positive(String property, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    PREFIX + property + " must be greater than 0, not " + value);
        }
    }
}
