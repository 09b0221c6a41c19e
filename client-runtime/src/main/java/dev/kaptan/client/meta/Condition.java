package dev.kaptan.client.meta;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the conditions of all kinds have in common.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransitionTime when the status last changed, RFC 3339
 */
public record Condition(
        String type,
        String status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String lastTransitionTime) {
    public Condition {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
    }

    /** Whether the condition holds. */
    public boolean isTrue() {
        return status.equals("True");
    }

    /** The condition of a type, or null. */
    public static @Nullable Condition find(List<Condition> conditions, String type) {
        for (var condition : conditions) {
            if (condition.type.equals(type)) {
                return condition;
            }
        }
        return null;
    }

    /** The conditions with one set; its transition time is kept while its status is the same. */
    public static List<Condition> set(List<Condition> conditions, Condition wanted) {
        var result = new ArrayList<Condition>(conditions.size() + 1);
        var next = wanted;
        int at = -1;
        for (var condition : conditions) {
            if (condition.type.equals(wanted.type)) {
                at = result.size();
                next = condition.status.equals(wanted.status) ? wanted.since(condition) : wanted;
            }
            result.add(condition);
        }
        if (at < 0) {
            result.add(next);
        } else {
            result.set(at, next);
        }
        return List.copyOf(result);
    }

    private Condition since(Condition earlier) {
        return new Condition(type, status, reason, message, earlier.lastTransitionTime);
    }
}
