package dev.kaptan.api.model.builtin.pod;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.meta.MetadataRules;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** What upstream asks of templates of pods. */
public final class TemplateRules {

    private TemplateRules() {}

    /** Rules of a template wherever it stands. */
    public static void validate(JsonNode template, String path, FieldErrors errors) {
        errors.addAll(
                MetadataRules.labels(
                        Json.at(template, "metadata", "labels"), path + ".metadata.labels"));
        PodSpecRules.validate(template.path("spec"), path + ".spec", errors);
        if (!template.path("spec").path("ephemeralContainers").isEmpty()) {
            errors.forbidden(
                    path + ".spec.ephemeralContainers",
                    "ephemeral containers not allowed in pod template");
        }
    }

    /** Rules of the template of a kind that keeps its pods running. */
    public static void validateOwned(JsonNode template, String path, FieldErrors errors) {
        validate(template, path, errors);
        String policy = Json.text(template, "spec", "restartPolicy");
        if (!policy.equals("Always") && !policy.isEmpty()) {
            errors.notSupported(path + ".spec.restartPolicy", policy, List.of("Always"));
        }
        if (template.path("spec").has("activeDeadlineSeconds")) {
            errors.forbidden(
                    path + ".spec.activeDeadlineSeconds",
                    "activeDeadlineSeconds in ReplicaSet is not Supported");
        }
    }
}
