package dev.kaptan.api.model.schema;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** A schema that is read when it is first asked for. Reading twice is harmless, so no lock. */
final class Reference {

    private final Supplier<Schema> source;
    private volatile @Nullable Schema schema;

    Reference(Supplier<Schema> source) {
        this.source = source;
    }

    Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = source.get();
            schema = known;
        }
        return known;
    }
}
