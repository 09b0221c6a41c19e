package dev.kaptan.api.engine.cache;

import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.selector.FieldSelector;
import dev.kaptan.api.model.selector.LabelSelector;

import tools.jackson.databind.node.MissingNode;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a resource that a list or watch is about.
 *
 * @param prefix of the storage keys: that of the resource or of one namespace in it
 * @param fields requirements on the values of {@link CachedObject#fields}
 */
public record Selection(String prefix, LabelSelector labels, List<FieldTerm> fields) {

    /**
     * @param index of the field among the kind's selectable fields
     */
    public record FieldTerm(int index, boolean negated, String value) {
        boolean matches(CachedObject object) {
            return object.fields().get(index).equals(value) != negated;
        }
    }

    public Selection {
        fields = List.copyOf(fields);
    }

    /** All objects below a prefix. */
    public static Selection all(String prefix) {
        return new Selection(prefix, LabelSelector.EVERYTHING, List.of());
    }

    public static Selection of(
            Kind kind, String prefix, LabelSelector labels, FieldSelector fields) {
        var names = kind.selectableFields().stream().map(field -> field.label()).toList();
        var terms = new ArrayList<FieldTerm>();
        for (FieldSelector.Requirement requirement : fields.requirements()) {
            terms.add(
                    new FieldTerm(
                            names.indexOf(requirement.field()),
                            requirement.negated(),
                            requirement.value()));
        }
        return new Selection(prefix, labels, terms);
    }

    /** Whether nothing but the prefix restricts it. */
    public boolean everything() {
        return labels.everything() && fields.isEmpty();
    }

    boolean contains(CachedObject object) {
        return object.key().startsWith(prefix)
                && fields.stream().allMatch(term -> term.matches(object))
                && (labels.everything() || labels.matches(labelsOf(object)));
    }

    private static tools.jackson.databind.JsonNode labelsOf(CachedObject object) {
        return object.labels() == null ? MissingNode.getInstance() : object.labels();
    }

    /** The smallest string behind all keys of the prefix. */
    String end() {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
