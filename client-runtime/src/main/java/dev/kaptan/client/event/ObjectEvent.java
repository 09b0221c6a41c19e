package dev.kaptan.client.event;

import io.fabric8.kubernetes.api.model.ObjectReference;

import java.util.Objects;

/**
 * Something that happened to an object, as a user will read it.
 *
 * @param regarding the object
 * @param type of the event
 * @param reason one CamelCase word, such as {@code SuccessfulCreate}
 * @param message a sentence
 */
record ObjectEvent(ObjectReference regarding, EventType type, String reason, String message) {
    /** The API's limit is 1024 characters. */
    private static final int LONGEST = 1024;

    ObjectEvent {
        Objects.requireNonNull(regarding, "regarding");
        Objects.requireNonNull(reason, "reason");
        message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...";
    }
}
