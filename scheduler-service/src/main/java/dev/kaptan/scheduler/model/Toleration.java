package dev.kaptan.scheduler.model;

/**
 * What a Pod puts up with. An empty key tolerates every key and an empty effect every effect, as in
 * {@code core/v1 Toleration}.
 */
public record Toleration(String key, Operator operator, String value, String effect) {

    /** How the value is compared. */
    public enum Operator {
        EQUAL,
        EXISTS
    }

    public boolean tolerates(Taint taint) {
        if (!effect.isEmpty() && !effect.equals(taint.effect())) {
            return false;
        }
        if (!key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        return switch (operator) {
            case EXISTS -> true;
            case EQUAL -> !key.isEmpty() && value.equals(taint.value());
        };
    }
}
