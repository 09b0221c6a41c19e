package dev.kaptan.api.model.json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Set;

/**
 * Equality as upstream's {@code equality.Semantic}: what is empty is the same as what is missing,
 * and numbers are compared by value. Clients drop empty lists and maps when they write back what
 * they read, and that must not count as a change.
 */
public final class SameMeaning {

    private SameMeaning() {}

    public static boolean of(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || nothing(one)) {
            return other == null || nothing(other);
        }
        if (other == null || one.getNodeType() != other.getNodeType()) {
            return false;
        }
        return switch (one.getNodeType()) {
            case OBJECT -> objects(one, other);
            case ARRAY -> arrays(one, other);
            case NUMBER -> one.decimalValue().compareTo(other.decimalValue()) == 0;
            default -> one.equals(other);
        };
    }

    private static boolean nothing(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isContainer() && node.isEmpty();
    }

    private static boolean objects(JsonNode one, JsonNode other) {
        Set<String> names = new HashSet<>(one.propertyNames());
        names.addAll(other.propertyNames());
        return names.stream().allMatch(name -> of(one.get(name), other.get(name)));
    }

    private static boolean arrays(JsonNode one, JsonNode other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!of(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }
}
