package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;

import tools.jackson.databind.node.ObjectNode;

/** When a deleted object may go. */
final class Finalization {

    private Finalization() {}

    /** Whether nothing holds a deleted object any longer: no finalizer, no grace period. */
    static boolean isOver(Kind kind, ObjectNode object) {
        return Meta.deleting(object)
                && Json.at(object, "metadata", "deletionGracePeriodSeconds").asLong(0) == 0
                && !held(kind, object);
    }

    /** Whether finalizers hold an object: its own, and of a Namespace those of its content. */
    static boolean held(Kind kind, ObjectNode object) {
        return !Meta.finalizers(object).isEmpty()
                || (kind.group().isEmpty()
                        && kind.plural().equals("namespaces")
                        && !Json.at(object, "spec", "finalizers").isEmpty());
    }
}
