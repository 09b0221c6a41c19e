package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.admission.AdmissionChain;
import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.object.ObjectBytes;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.resource.Written;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.ObjectRules;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Changes objects: computes the new state from the newest one and writes it if nobody was faster,
 * else begins again; a client that names a resourceVersion is told instead.
 */
public final class ObjectUpdate {

    /** Which part of an object a write may change. */
    public enum Part {
        /** All but status. */
        MAIN,
        STATUS,
        /** Whatever the change function changed: subresources that change one thing themselves. */
        AS_COMPUTED
    }

    /** Computes the new state; called again with a newer one where someone else was faster. */
    @FunctionalInterface
    public interface Change {
        /**
         * @param old not to be changed
         * @return a tree of its own, with the resourceVersion that the client relies on, if any
         */
        ObjectNode apply(ObjectNode old);
    }

    /** Upstream's {@code MaxRetryWhenPatchConflicts} is 5; writes here are cheaper to repeat. */
    private static final int ATTEMPTS = 50;

    /** Metadata that clients cannot change. */
    private static final List<String> KEPT =
            List.of(
                    "uid",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds",
                    "generation");

    private final AdmissionChain admission;
    private final Reservations reservations;

    public ObjectUpdate(AdmissionChain admission, Reservations reservations) {
        this.admission = admission;
        this.reservations = reservations;
    }

    /**
     * Changes an object.
     *
     * @throws ApiException NotFound, Conflict, Invalid, and what the change and admission throw
     */
    public Stored update(Target target, Part part, Change change) {
        Stored old = target.resource().base(target.key());
        boolean fresh = old == null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (old == null) {
                throw target.notFound();
            }
            try {
                switch (attempt(target, part, change, old)) {
                    case Written.Done(Stored stored) -> {
                        return stored;
                    }
                    case Written.Conflict(@Nullable Stored current) -> {
                        old = current;
                        fresh = true;
                    }
                }
            } catch (ApiException e) {
                Stored newest = fresh ? old : target.resource().read(target.key());
                if (newest != null && newest.revision() == old.revision()) {
                    throw e;
                }
                old = newest;
                fresh = true;
            }
        }
        throw target.modified();
    }

    private Written attempt(Target target, Part part, Change change, Stored old) {
        Kind kind = target.resource().kind();
        ObjectNode object = change.apply(old.object());
        keepIdentity(target, object, old);
        if (part != Part.AS_COMPUTED) {
            ObjectRules.applyDefaults(kind, object);
        }
        admission.mutate(target.admission(Operation.UPDATE, object, old.object()));
        prepare(kind, part, object, old.object());
        var causes = validate(kind, part, object, old.object());
        if (!causes.isEmpty()) {
            throw target.invalid(causes);
        }
        admission.validate(target.admission(Operation.UPDATE, object, old.object()));
        return write(target, object, old);
    }

    private static void keepIdentity(Target target, ObjectNode object, Stored old) {
        ObjectNode metadata = Meta.of(object);
        ObjectNode oldMetadata = Meta.of(old.object());
        requireSameUid(target, metadata.path("uid"), oldMetadata.path("uid"));
        requireRevision(target, object, old);
        for (String field : KEPT) {
            JsonNode value = oldMetadata.get(field);
            if (value == null) {
                metadata.remove(field);
            } else {
                metadata.set(field, value.deepCopy());
            }
        }
        metadata.remove(List.of("managedFields", "selfLink"));
        metadata.put("resourceVersion", Long.toString(old.revision()));
    }

    private static void requireSameUid(Target target, JsonNode given, JsonNode actual) {
        if (!given.asString("").isEmpty() && !given.equals(actual)) {
            throw target.conflict(
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(given.asString(), actual.asString("")));
        }
    }

    private static void requireRevision(Target target, ObjectNode object, Stored old) {
        long given = ObjectBytes.revisionOf(object);
        if (given == 0) {
            if (!target.resource().kind().strategy().updatesUnconditionally()) {
                throw target.invalid(
                        List.of(
                                new Cause(
                                        "FieldValueInvalid",
                                        "Invalid value: 0: must be specified for an update",
                                        "metadata.resourceVersion")));
            }
        } else if (given != old.revision()) {
            throw target.modified();
        }
    }

    private static void prepare(Kind kind, Part part, ObjectNode object, ObjectNode old) {
        switch (part) {
            case MAIN -> kind.strategy().prepareForUpdate(object, old);
            case STATUS -> kind.strategy().prepareForStatusUpdate(object, old);
            case AS_COMPUTED -> {}
        }
    }

    private static List<Cause> validate(Kind kind, Part part, ObjectNode object, ObjectNode old) {
        return switch (part) {
            case MAIN -> ObjectRules.validateUpdate(kind, object, old);
            case STATUS -> ObjectRules.validateStatusUpdate(kind, object, old);
            case AS_COMPUTED -> List.of();
        };
    }

    private Written write(Target target, ObjectNode object, Stored old) {
        if (object.equals(old.object())) {
            return new Written.Done(old);
        }
        if (target.dryRun()) {
            return new Written.Done(new Stored(object, old.revision()));
        }
        if (Finalization.isOver(target.resource().kind(), object)) {
            return finish(target, object, old);
        }
        try (var reserved = reservations.reserve(target, old.object(), object)) {
            Written written = target.resource().write(target.key(), object, old.revision());
            if (written instanceof Written.Done) {
                reserved.keep();
            }
            return written;
        }
    }

    /** The last finalizer of a deleted object is gone: so goes the object. */
    private Written finish(Target target, ObjectNode object, Stored old) {
        Written written = target.resource().delete(target.key(), object, old.revision());
        if (written instanceof Written.Done) {
            reservations.release(target, object);
        }
        return written;
    }
}
