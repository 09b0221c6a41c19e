package dev.kaptan.runtime;

/** Checks of the values' compact constructors; the messages name field and value. */
final class Checks {
    private Checks() {}

    static void notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    static void positive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + " must be positive, is " + value);
        }
    }

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must not be negative, is " + value);
        }
    }

    static void between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, is %d".formatted(field, least, most, value));
        }
    }

    static void absolute(String field, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(field + " must be an absolute path, is " + path);
        }
    }
}
