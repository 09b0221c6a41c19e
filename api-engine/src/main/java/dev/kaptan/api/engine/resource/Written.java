package dev.kaptan.api.engine.resource;

import org.jspecify.annotations.Nullable;

/** What became of a compare-and-set write. */
public sealed interface Written {

    /** Written; {@code stored} is the object with its new resourceVersion. */
    record Done(Stored stored) implements Written {}

    /** Someone else was faster; {@code current} is the object by then, null if there is none. */
    record Conflict(@Nullable Stored current) implements Written {}
}
