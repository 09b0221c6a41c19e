package dev.kaptan.client.meta;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Whether labels match a selector, by the rules of the API's {@code LabelSelector}. */
public final class Selectors {
    private Selectors() {}

    /** Null selects nothing, an empty selector everything. */
    public static boolean matches(
            @Nullable LabelSelector selector, @Nullable Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> present = labels == null ? Map.of() : labels;
        return matchesAll(selector.getMatchLabels(), present)
                && selector.getMatchExpressions().stream()
                        .allMatch(requirement -> matches(requirement, present));
    }

    /** Whether all pairs are among the labels: the selector of Services and older kinds. */
    public static boolean matchesAll(
            @Nullable Map<String, String> wanted, @Nullable Map<String, String> labels) {
        if (wanted == null || wanted.isEmpty()) {
            return true;
        }
        return labels != null && labels.entrySet().containsAll(wanted.entrySet());
    }

    /** Whether a selector would select everything. */
    public static boolean isEmpty(LabelSelector selector) {
        return (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty())
                && selector.getMatchExpressions().isEmpty();
    }

    private static boolean matches(
            LabelSelectorRequirement requirement, Map<String, String> labels) {
        var value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default ->
                    throw new IllegalArgumentException(
                            "unknown operator '" + requirement.getOperator() + "' in a selector");
        };
    }
}
