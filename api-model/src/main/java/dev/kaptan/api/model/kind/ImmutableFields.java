package dev.kaptan.api.model.kind;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The strategy of a kind whose declaration names fields that never change.
 *
 * @param paths dotted paths, for example {@code spec.selector}
 */
public record ImmutableFields(List<String> paths) implements KindStrategy {

    public ImmutableFields {
        paths = List.copyOf(paths);
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode object, ObjectNode old) {
        var errors = new FieldErrors();
        for (String path : paths) {
            String[] names = path.split("\\.");
            JsonNode value = Json.at(object, names);
            if (!SameMeaning.of(value, Json.at(old, names))) {
                errors.immutable(path, value.isString() ? value.asString() : value);
            }
        }
        return errors.causes();
    }
}
