package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.kind.Lifecycle;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** PodTemplate objects, which hold a template and nothing else. */
public final class PodTemplateStrategy implements KindStrategy {

    @Override
    public void applyDefaults(ObjectNode object) {
        if (object.path("template").get("spec") instanceof ObjectNode spec) {
            PodDefaults.applyToTemplate(spec);
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        Lifecycle.firstGeneration(object);
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {
        Lifecycle.countGeneration(object, old);
    }

    @Override
    public List<Cause> validateCreate(ObjectNode object) {
        var errors = new FieldErrors();
        TemplateRules.validate(object.path("template"), "template", errors);
        return errors.causes();
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode object, ObjectNode old) {
        return validateCreate(object);
    }
}
