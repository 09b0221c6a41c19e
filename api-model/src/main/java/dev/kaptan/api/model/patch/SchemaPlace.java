package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.schema.Schema;

import org.jspecify.annotations.Nullable;

/** Schemas of places within a document, null where nothing is known. */
final class SchemaPlace {

    private SchemaPlace() {}

    static @Nullable Schema field(@Nullable Schema parent, String name) {
        if (parent == null) {
            return null;
        }
        Schema declared = parent.property(name);
        return declared != null ? declared : parent.additionalProperties();
    }
}
