package dev.kaptan.api.model.kind;

import tools.jackson.databind.node.ObjectNode;

/**
 * How a kind that shares storage with another is written there: {@code events.k8s.io/v1} events are
 * stored as core {@code v1} events. Functions are pure.
 */
public interface StoredForm {

    String group();

    String version();

    /** The served form of a stored object. */
    ObjectNode fromStored(ObjectNode stored);

    /** The stored form of a served object. */
    ObjectNode toStored(ObjectNode served);
}
