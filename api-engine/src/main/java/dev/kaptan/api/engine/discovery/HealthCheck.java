package dev.kaptan.api.engine.discovery;

/**
 * One line of {@code /readyz?verbose}.
 *
 * @param failure what is wrong, empty where the check passes
 */
public record HealthCheck(String name, String failure) {

    public boolean passed() {
        return failure.isEmpty();
    }
}
