package dev.kaptan.api.engine.cache;

import dev.kaptan.api.model.status.Status;

/** How watch events are written. Equal forms write equal bytes. */
public interface EventForm {

    byte[] frame(EventType type, CachedObject object);

    /**
     * A {@code BOOKMARK}.
     *
     * @param initialEventsEnd whether it ends the initial events of {@code sendInitialEvents}
     */
    byte[] bookmark(long revision, boolean initialEventsEnd);

    byte[] error(Status status);
}
