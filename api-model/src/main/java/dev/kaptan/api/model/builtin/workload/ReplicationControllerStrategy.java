package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.selector.LabelSelector;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ReplicationControllers, whose selector is a plain map and defaults to the template's labels. */
public final class ReplicationControllerStrategy extends TemplateOwnerStrategy {

    @Override
    void ownDefaults(ObjectNode spec) {
        JsonNode labels = Json.at(spec, "template", "metadata", "labels");
        if (spec.path("selector").isEmpty() && !labels.isEmpty()) {
            spec.set("selector", labels.deepCopy());
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        super.prepareForCreate(object);
        Json.ensureObject(object, "status").put("replicas", 0);
    }

    @Override
    public Propagation defaultPropagation() {
        return Propagation.ORPHAN;
    }

    @Override
    void selectorRules(JsonNode spec, FieldErrors errors) {
        JsonNode selector = spec.path("selector");
        if (selector.isEmpty()) {
            errors.required("spec.selector");
            return;
        }
        JsonNode labels = Json.at(spec, "template", "metadata", "labels");
        if (!LabelSelector.ofLabels(selector).matches(labels)) {
            errors.invalidValue(
                    "spec.template.metadata.labels",
                    labels,
                    "`selector` does not match template `labels`");
        }
    }

    @Override
    boolean selectorImmutable() {
        return false;
    }
}
