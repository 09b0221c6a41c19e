package dev.kaptan.api.model.json;

import tools.jackson.core.JacksonException;

/** A body in no form that can be read; the message says what was expected and where. */
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    MalformedException(String message, long offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    public static MalformedException of(String message) {
        return new MalformedException(message, 0);
    }

    static MalformedException of(JacksonException cause) {
        var place = cause.getLocation();
        long offset = place == null ? 0 : Math.max(place.getByteOffset(), place.getCharOffset());
        String where =
                place == null
                        ? ""
                        : " (line %d, column %d, offset %d)"
                                .formatted(place.getLineNr(), place.getColumnNr(), offset);
        return new MalformedException(cause.getOriginalMessage() + where, offset);
    }

    /** Where reading stopped, in bytes from the start; 0 where it is not known. */
    public long offset() {
        return offset;
    }
}
