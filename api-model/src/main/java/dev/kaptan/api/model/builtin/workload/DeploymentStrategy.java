package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments, as upstream's registry/apps/deployment treats them. */
public final class DeploymentStrategy extends TemplateOwnerStrategy {

    private static final String STRATEGY = "spec.strategy";

    @Override
    void ownDefaults(ObjectNode spec) {
        ObjectNode strategy = Json.ensureObject(spec, "strategy");
        if (strategy.path("type").asString("").equals("RollingUpdate")) {
            ObjectNode rolling = Json.ensureObject(strategy, "rollingUpdate");
            for (String field : new String[] {"maxUnavailable", "maxSurge"}) {
                if (!rolling.has(field)) {
                    rolling.put(field, "25%");
                }
            }
        }
    }

    @Override
    void ownRules(ObjectNode deployment, FieldErrors errors) {
        JsonNode spec = deployment.path("spec");
        strategy(spec.path("strategy"), errors);
        for (String field : new String[] {"minReadySeconds", "revisionHistoryLimit"}) {
            errors.negative("spec." + field, spec.path(field).asLong(0));
        }
        if (spec.has("progressDeadlineSeconds")) {
            long deadline = spec.path("progressDeadlineSeconds").asLong(0);
            errors.negative("spec.progressDeadlineSeconds", deadline);
            if (deadline <= spec.path("minReadySeconds").asLong(0)) {
                errors.invalid(
                        "spec.progressDeadlineSeconds",
                        deadline,
                        "must be greater than minReadySeconds");
            }
        }
    }

    private static void strategy(JsonNode strategy, FieldErrors errors) {
        JsonNode rolling = strategy.path("rollingUpdate");
        if (strategy.path("type").asString("").equals("Recreate")) {
            if (rolling.isObject()) {
                errors.forbidden(
                        STRATEGY + ".rollingUpdate",
                        "may not be specified when strategy `type` is 'Recreate'");
            }
            return;
        }
        IntOrPercent unavailable = IntOrPercent.of(rolling.path("maxUnavailable"));
        IntOrPercent surge = IntOrPercent.of(rolling.path("maxSurge"));
        unavailable.validate(STRATEGY + ".rollingUpdate.maxUnavailable", true, errors);
        surge.validate(STRATEGY + ".rollingUpdate.maxSurge", false, errors);
        if (unavailable.isZero() && surge.isZero()) {
            errors.invalidValue(
                    STRATEGY + ".rollingUpdate.maxUnavailable",
                    unavailable.shown(),
                    "may not be 0 when `maxSurge` is 0");
        }
    }
}
