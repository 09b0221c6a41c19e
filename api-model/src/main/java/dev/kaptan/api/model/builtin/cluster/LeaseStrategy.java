package dev.kaptan.api.model.builtin.cluster;

import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Leases; two holders must not overwrite each other, so updates always compare versions. */
public final class LeaseStrategy implements KindStrategy {

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode lease) {
        var errors = new FieldErrors();
        JsonNode spec = lease.path("spec");
        long duration = spec.path("leaseDurationSeconds").asLong(1);
        if (duration <= 0) {
            errors.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        }
        errors.negative("spec.leaseTransitions", spec.path("leaseTransitions").asLong(0));
        return errors.causes();
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode lease, ObjectNode old) {
        return validateCreate(lease);
    }
}
