package dev.kaptan.api.model.patch;

import dev.kaptan.api.model.schema.Schema;

import tools.jackson.databind.node.ObjectNode;

/** A merge patch that merges lists by key where the schema says so. */
public final class StrategicMergePatch {

    private StrategicMergePatch() {}

    /**
     * @throws dev.kaptan.api.model.status.ApiException BadRequest where the patch does not fit the
     *     schema
     */
    public static ObjectNode apply(ObjectNode document, ObjectNode patch, Schema schema) {
        throw new UnsupportedOperationException("strategic merge patches are not there yet");
    }
}
