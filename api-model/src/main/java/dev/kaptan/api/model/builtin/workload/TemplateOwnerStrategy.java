package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.builtin.pod.PodDefaults;
import dev.kaptan.api.model.builtin.pod.PodWarnings;
import dev.kaptan.api.model.builtin.pod.TemplateRules;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.kind.SpecStatusStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** What kinds with a selector and a pod template have in common. */
abstract class TemplateOwnerStrategy extends SpecStatusStrategy {

    @Override
    public final void applyDefaults(ObjectNode object) {
        if (!(object.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        ownDefaults(spec);
        if (spec.path("template").get("spec") instanceof ObjectNode template) {
            PodDefaults.applyToTemplate(template);
        }
    }

    /** Defaults of the kind's own fields; changes {@code spec}. */
    void ownDefaults(ObjectNode spec) {}

    /** Rules of the kind's own fields. */
    void ownRules(ObjectNode object, FieldErrors errors) {}

    /** Rules of the selector, which must select the template's labels. */
    void selectorRules(JsonNode spec, FieldErrors errors) {
        SelectorRules.validate(spec, errors);
    }

    @Override
    public final List<Cause> validateCreate(ObjectNode object) {
        var errors = new FieldErrors();
        validate(object, errors);
        return errors.causes();
    }

    private void validate(ObjectNode object, FieldErrors errors) {
        JsonNode spec = object.path("spec");
        errors.negative("spec.replicas", spec.path("replicas").asLong(0));
        selectorRules(spec, errors);
        ownRules(object, errors);
        if (spec.path("template").isMissingNode()) {
            errors.required("spec.template");
        } else {
            TemplateRules.validateOwned(spec.path("template"), "spec.template", errors);
        }
    }

    @Override
    public final List<Cause> validateUpdate(ObjectNode object, ObjectNode old) {
        var errors = new FieldErrors();
        validate(object, errors);
        if (selectorImmutable()) {
            JsonNode selector = Json.at(object, "spec", "selector");
            if (!SameMeaning.of(selector, Json.at(old, "spec", "selector"))) {
                errors.immutable("spec.selector", selector);
            }
        }
        return errors.causes();
    }

    @Override
    public final List<String> warnings(ObjectNode object, @Nullable ObjectNode old) {
        var warnings = new ArrayList<String>();
        if (old == null) {
            warnings.addAll(PodWarnings.ofName(object));
        }
        warnings.addAll(
                PodWarnings.of(Json.at(object, "spec", "template", "spec"), "spec.template.spec"));
        return warnings;
    }

    boolean selectorImmutable() {
        return true;
    }

    @Override
    public final List<Cause> validateStatusUpdate(ObjectNode object, ObjectNode old) {
        var errors = new FieldErrors();
        ReplicaCounts.validate(object.path("status"), errors);
        return errors.causes();
    }
}
