package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.admission.AdmissionChain;
import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.resource.Written;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.KindStrategy.Propagation;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes objects at once, or marks them where a grace period or finalizers hold them; upstream's
 * {@code rest.BeforeDelete} and {@code Store.Delete}.
 */
public final class ObjectDeletion {

    static final String ORPHAN = "orphan";
    static final String FOREGROUND = "foregroundDeletion";

    private static final int ATTEMPTS = 50;

    /** What became of the object. */
    public sealed interface Outcome {
        /** It is gone; {@code last} is what it was. */
        record Gone(ObjectNode last) implements Outcome {}

        /** It is marked, and goes when what holds it lets go. */
        record Marked(ObjectNode object) implements Outcome {}
    }

    private final AdmissionChain admission;
    private final Reservations reservations;
    private final Clock clock;

    public ObjectDeletion(AdmissionChain admission, Reservations reservations, Clock clock) {
        this.admission = admission;
        this.reservations = reservations;
        this.clock = clock;
    }

    /**
     * Deletes an object.
     *
     * @throws ApiException NotFound, Conflict where a precondition fails, and what admission throws
     */
    public Outcome delete(Target target, DeletionOptions options) {
        Stored old = target.resource().read(target.key());
        for (int attempt = 0; attempt < ATTEMPTS && old != null; attempt++) {
            requirePreconditions(target, options, old);
            admission.validate(target.admission(Operation.DELETE, null, old.object()));
            Plan plan = plan(target.resource().kind(), options, old.object());
            if (plan.object().equals(old.object()) && !plan.gone()) {
                return new Outcome.Marked(old.object());
            }
            Written written = carryOut(target, plan, old, options.dryRun());
            switch (written) {
                case Written.Done(Stored done) -> {
                    return plan.gone()
                            ? new Outcome.Gone(done.object())
                            : new Outcome.Marked(done.object());
                }
                case Written.Conflict(@Nullable Stored current) -> old = current;
            }
        }
        throw old == null ? target.notFound() : target.modified();
    }

    private static void requirePreconditions(Target target, DeletionOptions options, Stored old) {
        String uid = Meta.uid(old.object());
        if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
            throw target.conflict(
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(options.uid(), uid));
        }
        String revision = Long.toString(old.revision());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(revision)) {
            throw target.conflict(
                    "Precondition failed: ResourceVersion in precondition: %s, ResourceVersion in object meta: %s"
                            .formatted(options.resourceVersion(), revision));
        }
    }

    /** What the object becomes, and whether it goes. */
    private record Plan(ObjectNode object, boolean gone) {}

    private Plan plan(Kind kind, DeletionOptions options, ObjectNode old) {
        ObjectNode object = old.deepCopy();
        adjustFinalizers(kind, options, object);
        Long grace = kind.strategy().gracePeriodSeconds(object, options.gracePeriodSeconds());
        if (Meta.deleting(object)) {
            shortenGrace(object, options.gracePeriodSeconds());
        } else {
            mark(object, grace == null ? 0 : grace);
            showPhase(kind, object);
        }
        return new Plan(object, Finalization.isOver(kind, object));
    }

    private static void adjustFinalizers(Kind kind, DeletionOptions options, ObjectNode object) {
        var finalizers = new ArrayList<>(Meta.finalizers(object));
        var before = List.copyOf(finalizers);
        Propagation propagation =
                options.propagation(finalizers, kind.strategy().defaultPropagation());
        finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
        switch (propagation) {
            case ORPHAN -> finalizers.add(ORPHAN);
            case FOREGROUND -> finalizers.add(FOREGROUND);
            case BACKGROUND -> {}
        }
        if (!finalizers.equals(before)) {
            Meta.setFinalizers(object, finalizers);
        }
    }

    private void mark(ObjectNode object, long graceSeconds) {
        ObjectNode metadata = Meta.of(object);
        metadata.put("deletionTimestamp", Meta.format(clock.instant().plusSeconds(graceSeconds)));
        metadata.put("deletionGracePeriodSeconds", graceSeconds);
        long generation = metadata.path("generation").asLong(0);
        if (generation > 0) {
            metadata.put("generation", generation + 1);
        }
    }

    private static void showPhase(Kind kind, ObjectNode object) {
        if (kind.group().isEmpty() && kind.plural().equals("namespaces")) {
            Json.ensureObject(object, "status").put("phase", "Terminating");
        }
    }

    /** A second deletion may only shorten the time that is left. */
    private static void shortenGrace(ObjectNode object, @Nullable Long requested) {
        ObjectNode metadata = Meta.of(object);
        long period = metadata.path("deletionGracePeriodSeconds").asLong(0);
        Instant end = Meta.time(object, "deletionTimestamp");
        if (requested == null || requested >= period || end == null) {
            return;
        }
        long seconds = Math.max(0, requested);
        Instant start = end.minusSeconds(period);
        metadata.put("deletionTimestamp", Meta.format(start.plusSeconds(seconds)));
        metadata.put("deletionGracePeriodSeconds", seconds);
    }

    private Written carryOut(Target target, Plan plan, Stored old, boolean dryRun) {
        if (dryRun) {
            return new Written.Done(new Stored(plan.object(), old.revision()));
        }
        var resource = target.resource();
        if (!plan.gone()) {
            return resource.write(target.key(), plan.object(), old.revision());
        }
        Written written = resource.delete(target.key(), plan.object(), old.revision());
        if (written instanceof Written.Done) {
            reservations.release(target, plan.object());
        }
        return written;
    }
}
