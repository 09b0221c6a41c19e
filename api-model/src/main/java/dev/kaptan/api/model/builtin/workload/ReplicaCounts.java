package dev.kaptan.api.model.builtin.workload;

import dev.kaptan.api.model.status.FieldErrors;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Rules of the counts in a status: none is negative, none exceeds all. */
final class ReplicaCounts {

    private ReplicaCounts() {}

    static void validate(JsonNode status, FieldErrors errors) {
        long all = status.path("replicas").asLong(0);
        errors.negative("status.replicas", all);
        errors.negative("status.observedGeneration", status.path("observedGeneration").asLong(0));
        for (String field :
                List.of(
                        "updatedReplicas",
                        "readyReplicas",
                        "availableReplicas",
                        "fullyLabeledReplicas")) {
            long count = status.path(field).asLong(0);
            errors.negative("status." + field, count);
            if (count > all) {
                errors.invalid("status." + field, count, "cannot be greater than status.replicas");
            }
        }
        if (status.path("availableReplicas").asLong(0) > status.path("readyReplicas").asLong(0)) {
            errors.invalid(
                    "status.availableReplicas",
                    status.path("availableReplicas").asLong(0),
                    "cannot be greater than readyReplicas");
        }
    }
}
