package dev.kaptan.api.model.kind;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A column of a kind's Table.
 *
 * @param type {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code date}
 * @param format OpenAPI format, {@code name} for the column that identifies the row
 * @param priority 0 always shown, 1 shown in wide output
 */
public record PrinterColumn(
        String name, String type, String format, String description, int priority, Source source) {

    /** Where a cell's value comes from. */
    public sealed interface Source {
        /**
         * A JSONPath such as {@code .spec.replicas}, and what is shown where it finds nothing; null
         * for nothing.
         */
        record Path(String jsonPath, @Nullable JsonNode otherwise) implements Source {}

        /** A function of the table package, by name. */
        record Computed(String function) implements Source {}
    }
}
