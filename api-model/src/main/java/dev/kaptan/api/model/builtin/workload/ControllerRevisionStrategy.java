package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** ControllerRevisions, whose data never changes. */
public final class ControllerRevisionStrategy implements KindStrategy {

    @Override
    public List<Cause> validateCreate(ObjectNode revision) {
        var errors = new FieldErrors();
        JsonNode data = revision.path("data");
        if (data.isMissingNode()) {
            errors.required("data", "data is mandatory");
        }
        errors.negative("revision", revision.path("revision").asLong(0));
        return errors.causes();
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode revision, ObjectNode old) {
        var errors = new FieldErrors();
        errors.addAll(validateCreate(revision));
        if (!SameMeaning.of(revision.path("data"), old.path("data"))) {
            errors.immutable("data", revision.path("data"));
        }
        return errors.causes();
    }
}
