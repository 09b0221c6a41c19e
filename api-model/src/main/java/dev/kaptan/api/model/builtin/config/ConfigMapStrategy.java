package dev.kaptan.api.model.builtin.config;

import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** ConfigMaps, as upstream's registry/core/configmap treats them. */
public final class ConfigMapStrategy implements KindStrategy {

    @Override
    public List<Cause> validateCreate(ObjectNode map) {
        var errors = new FieldErrors();
        long size = DataRules.keys(map.path("data"), "data", errors);
        size += DataRules.keys(map.path("binaryData"), "binaryData", errors);
        for (String key : map.path("data").propertyNames()) {
            if (map.path("binaryData").has(key)) {
                errors.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
            }
        }
        if (size > DataRules.MOST_BYTES) {
            // Upstream's path of no name prints as this, and users search for the text.
            errors.tooLong("[]", DataRules.MOST_BYTES);
        }
        return errors.causes();
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode map, ObjectNode old) {
        var errors = new FieldErrors();
        DataRules.immutable(map, old, List.of("data", "binaryData"), errors);
        errors.addAll(validateCreate(map));
        return errors.causes();
    }
}
