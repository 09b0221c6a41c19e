package dev.kaptan.api.model.table;

import dev.kaptan.api.model.kind.Kind;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/**
 * Columns and cells of <a
 * href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables">Table</a>
 * output.
 */
public final class Table {

    private Table() {}

    /** The {@code columnDefinitions} of a kind. */
    public static ArrayNode columnDefinitions(Kind kind) {
        throw new UnsupportedOperationException("tables are not there yet");
    }

    /** The cells of an object's row, one for each column. */
    public static ArrayNode cells(Kind kind, ObjectNode object, Instant now) {
        throw new UnsupportedOperationException("tables are not there yet");
    }
}
