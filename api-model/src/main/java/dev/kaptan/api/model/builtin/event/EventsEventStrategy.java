package dev.kaptan.api.model.builtin.event;

import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.StoredForm;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Events of events.k8s.io, which are stored in the core group's shape. */
public final class EventsEventStrategy implements KindStrategy {

    private static final int LONGEST_NOTE = 1024;
    private static final int LONGEST_NAME = 128;

    @Override
    public StoredForm storedForm() {
        return new CoreEventForm();
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode event) {
        var errors = new FieldErrors();
        errors.addAll(CoreEventStrategy.namespaces(event, "regarding"));
        if (event.path("eventTime").asString("").isEmpty()) {
            errors.required("eventTime");
        }
        for (String field :
                List.of("reportingController", "reportingInstance", "action", "reason")) {
            String value = event.path(field).asString("");
            if (value.isEmpty()) {
                errors.required(field);
            } else if (value.length() > LONGEST_NAME) {
                errors.invalid(field, "", "can have at most 128 characters");
            }
        }
        String type = event.path("type").asString("");
        if (!List.of("Normal", "Warning").contains(type)) {
            errors.invalid("type", "", "has invalid value: " + type);
        }
        if (event.path("note").asString("").length() > LONGEST_NOTE) {
            errors.invalid("note", "", "can have at most 1024 characters");
        }
        return errors.causes();
    }
}
