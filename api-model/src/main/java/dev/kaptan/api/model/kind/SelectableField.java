package dev.kaptan.api.model.kind;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field that field selectors may name.
 *
 * @param label what selectors say, for example {@code spec.nodeName}
 * @param paths dotted paths tried in this order; the first value that is not empty counts
 * @param otherwise the value where no path has one
 */
public record SelectableField(String label, java.util.List<String> paths, String otherwise) {

    public SelectableField {
        paths = java.util.List.copyOf(paths);
    }

    /** The field's value as selectors compare it. */
    public String valueOf(ObjectNode object) {
        for (String path : paths) {
            JsonNode node = object;
            for (String name : path.split("\\.")) {
                node = node.path(name);
            }
            String text = node.asString("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return otherwise;
    }
}
