package dev.kaptan.api.model.kind;

import dev.kaptan.api.model.schema.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A kind of object, declared as a CustomResourceDefinition is.
 *
 * @param group empty for the core group
 * @param plural the resource's name in paths; empty for kinds that are only bodies (DeleteOptions)
 * @param verbs {@code create delete deletecollection get list patch update watch}, those it has
 * @param storagePath the part of storage keys between {@code /registry/} and the namespace, for
 *     example {@code services/specs}; empty where nothing is stored
 * @param showsDeleted whether a deletion answers with the object rather than a Status
 * @param schema reads itself on first use
 */
public record Kind(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        String listKind,
        List<String> verbs,
        String storagePath,
        boolean showsDeleted,
        List<Subresource> subresources,
        List<PrinterColumn> columns,
        List<SelectableField> selectableFields,
        Schema schema,
        String definition,
        KindStrategy strategy) {

    public Kind {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
        subresources = List.copyOf(subresources);
        columns = List.copyOf(columns);
        selectableFields = List.copyOf(selectableFields);
    }

    /** {@code apps/v1}, or {@code v1} in the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, or {@code pods} in the core group. */
    public String qualifiedResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public boolean has(String verb) {
        return verbs.contains(verb);
    }

    public @Nullable Subresource subresource(String name) {
        return subresources.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    }

    public @Nullable SelectableField selectableField(String label) {
        return selectableFields.stream()
                .filter(field -> field.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    /** Whether the object is of this kind by its {@code apiVersion} and {@code kind}. */
    public boolean describes(ObjectNode object) {
        return object.path("kind").asString("").equals(kind)
                && object.path("apiVersion").asString("").equals(apiVersion());
    }
}
