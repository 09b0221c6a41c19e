package dev.kaptan.api.model.builtin.event;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Events of the core group, the shape that is stored. */
public final class CoreEventStrategy implements KindStrategy {

    @Override
    public void applyDefaults(ObjectNode event) {
        for (String field : List.of("reportingComponent", "reportingInstance")) {
            if (!event.has(field)) {
                event.put(field, "");
            }
        }
        Json.ensureObject(event, "source");
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode event) {
        return namespaces(event, "involvedObject");
    }

    /** An event about a namespaced object lives beside it; about any other, in default. */
    static List<Cause> namespaces(ObjectNode event, String about) {
        var errors = new FieldErrors();
        String own = Json.text(event, "metadata", "namespace");
        String namespace = Json.text(event, about, "namespace");
        boolean cluster = namespace.isEmpty();
        boolean fits =
                cluster ? List.of("default", "kube-system").contains(own) : own.equals(namespace);
        if (!fits) {
            errors.invalid(about + ".namespace", namespace, "does not match event.namespace");
        }
        return errors.causes();
    }
}
