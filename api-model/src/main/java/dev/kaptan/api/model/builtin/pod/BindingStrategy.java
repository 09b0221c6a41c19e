package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Bindings of pods to nodes. */
public final class BindingStrategy implements KindStrategy {

    @Override
    public List<Cause> validateCreate(ObjectNode binding) {
        var errors = new FieldErrors();
        String kind = Json.text(binding, "target", "kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            errors.notSupported("target.kind", kind, List.of("Node", "<empty>"));
        }
        if (Json.text(binding, "target", "name").isEmpty()) {
            errors.required("target.name");
        }
        return errors.causes();
    }
}
