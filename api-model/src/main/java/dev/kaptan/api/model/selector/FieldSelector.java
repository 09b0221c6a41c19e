package dev.kaptan.api.model.selector;

import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.SelectableField;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** A conjunction of requirements on selectable fields. */
public record FieldSelector(List<Requirement> requirements) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /** {@code field=value}, or {@code field!=value} where {@code negated}. */
    public record Requirement(String field, boolean negated, String value) {}

    /**
     * Parses {@code fieldSelector=} and checks that the kind has the fields.
     *
     * @throws IllegalArgumentException in upstream's words
     */
    public static FieldSelector parse(String text, Kind kind) {
        var requirements = new ArrayList<Requirement>();
        for (String term : terms(text)) {
            Requirement requirement = requirement(term, text);
            if (kind.selectableField(requirement.field()) == null) {
                throw new IllegalArgumentException(unknown(requirement.field(), kind));
            }
            requirements.add(requirement);
        }
        return new FieldSelector(requirements);
    }

    private static String unknown(String field, Kind kind) {
        boolean onlyMetadata =
                kind.selectableFields().stream()
                        .allMatch(known -> known.label().startsWith("metadata."));
        return onlyMetadata
                ? "\"%s\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                        .formatted(field)
                : "field label not supported: " + field;
    }

    /** Parts between commas that no backslash escapes, without empty ones. */
    private static List<String> terms(String text) {
        var terms = new ArrayList<String>();
        var term = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                term.append(c).append(text.charAt(++i));
            } else if (c == ',') {
                terms.add(term.toString());
                term.setLength(0);
            } else {
                term.append(c);
            }
        }
        terms.add(term.toString());
        terms.removeIf(String::isEmpty);
        return terms;
    }

    private static Requirement requirement(String term, String whole) {
        int equals = term.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "invalid selector: '%s'; can't understand '%s'".formatted(whole, term));
        }
        boolean negated = equals > 0 && term.charAt(equals - 1) == '!';
        boolean doubled = term.startsWith("==", equals);
        String field = term.substring(0, negated ? equals - 1 : equals);
        String value = term.substring(equals + (doubled && !negated ? 2 : 1));
        return new Requirement(field, negated, unescape(value, whole));
    }

    private static String unescape(String value, String whole) {
        var plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '=') {
                throw new IllegalArgumentException(
                        "invalid field selector: invalid character, unescaped '=' in %s"
                                .formatted(whole));
            }
            plain.append(c == '\\' && i + 1 < value.length() ? value.charAt(++i) : c);
        }
        return plain.toString();
    }

    public boolean everything() {
        return requirements.isEmpty();
    }

    public boolean matches(ObjectNode object, Kind kind) {
        for (Requirement requirement : requirements) {
            SelectableField field = kind.selectableField(requirement.field());
            boolean same = field != null && field.valueOf(object).equals(requirement.value());
            if (same == requirement.negated()) {
                return false;
            }
        }
        return true;
    }
}
