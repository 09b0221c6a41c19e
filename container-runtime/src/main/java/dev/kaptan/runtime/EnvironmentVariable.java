package dev.kaptan.runtime;

/** A variable of a container's environment; the value may be empty. */
public record EnvironmentVariable(String name, String value) {

    public EnvironmentVariable {
        if (name.isEmpty() || name.contains("=")) {
            throw new IllegalArgumentException(
                    "name must not be empty or contain '=', is \"" + name + "\"");
        }
    }
}
