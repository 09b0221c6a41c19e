package dev.kaptan.api.model.kind;

import tools.jackson.databind.node.ObjectNode;

/**
 * The ordinary kind with spec and status: status is dropped on creation and kept on updates, a
 * changed spec counts the generation up, and a status update changes nothing else but metadata.
 */
public class SpecStatusStrategy implements KindStrategy {

    @Override
    public void prepareForCreate(ObjectNode object) {
        Lifecycle.resetStatus(object);
        Lifecycle.firstGeneration(object);
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {
        Lifecycle.keep(object, old, "status");
        Lifecycle.countGeneration(object, old);
    }

    @Override
    public void prepareForStatusUpdate(ObjectNode object, ObjectNode old) {
        Lifecycle.keep(object, old, "spec");
        Lifecycle.keepMetadata(object, old, "labels");
        Lifecycle.keepMetadata(object, old, "generation");
    }
}
