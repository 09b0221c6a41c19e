package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.admission.AdmissionChain;
import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.object.Uids;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.resource.Written;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.ObjectRules;
import dev.kaptan.api.model.names.Names;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes new objects: defaults, admission, identity, validation, store. */
public final class ObjectCreation {

    /** Upstream's number of names that are tried for a {@code generateName} (KEP-4420). */
    private static final int NAME_ATTEMPTS = 8;

    private static final List<String> NOT_THE_USERS =
            List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields");

    private final AdmissionChain admission;
    private final Reservations reservations;
    private final Clock clock;
    private final RandomGenerator random;

    public ObjectCreation(
            AdmissionChain admission,
            Reservations reservations,
            Clock clock,
            RandomGenerator random) {
        this.admission = admission;
        this.reservations = reservations;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Creates an object.
     *
     * @param aim its name is that of the object
     * @param object decoded, in the target's namespace; is changed
     * @throws ApiException as the steps say
     */
    public Stored create(Target aim, ObjectNode object) {
        Target target = aim.named(Meta.name(object));
        if (!Meta.of(object).path("resourceVersion").asString("").isEmpty()) {
            throw ApiException.badRequest(
                    "resourceVersion should not be set on objects to be created");
        }
        Kind kind = target.resource().kind();
        ObjectRules.applyDefaults(kind, object);
        admission.mutate(target.admission(Operation.CREATE, object, null));
        identify(object);
        kind.strategy().prepareForCreate(object);
        return Meta.name(object).isEmpty() && !generateName(object).isEmpty()
                ? createUnderNewName(target, object)
                : finish(target, object);
    }

    private static String generateName(ObjectNode object) {
        return Meta.of(object).path("generateName").asString("");
    }

    private void identify(ObjectNode object) {
        ObjectNode metadata = Meta.of(object);
        metadata.remove(NOT_THE_USERS);
        metadata.remove("resourceVersion");
        metadata.put("uid", Uids.next(random));
        metadata.put("creationTimestamp", Meta.format(clock.instant()));
    }

    private Stored createUnderNewName(Target target, ObjectNode object) {
        String prefix = generateName(object);
        for (int attempt = 1; ; attempt++) {
            String name = Names.generate(prefix, random);
            Meta.of(object).put("name", name);
            try {
                return finish(target.named(name), object);
            } catch (ApiException e) {
                if (!e.reason().equals("AlreadyExists")) {
                    throw e;
                }
                if (attempt == NAME_ATTEMPTS) {
                    var kind = target.resource().kind();
                    throw ApiException.generateNameConflict(kind.group(), kind.plural(), name);
                }
            }
        }
    }

    private Stored finish(Target target, ObjectNode object) {
        var causes = ObjectRules.validateCreate(target.resource().kind(), object);
        if (!causes.isEmpty()) {
            throw target.invalid(causes);
        }
        admission.validate(target.admission(Operation.CREATE, object, null));
        try (var reserved = reservations.reserve(target, null, object)) {
            Stored stored = target.dryRun() ? rehearse(target, object) : store(target, object);
            reserved.keep();
            return stored;
        }
    }

    private static Stored rehearse(Target target, ObjectNode object) {
        Stored existing = target.resource().read(target.key());
        if (existing != null) {
            throw alreadyExists(target, existing);
        }
        return new Stored(object, 0);
    }

    private static Stored store(Target target, ObjectNode object) {
        Resource resource = target.resource();
        return switch (resource.write(target.key(), object, 0)) {
            case Written.Done(Stored stored) -> stored;
            case Written.Conflict(@Nullable Stored current) -> throw alreadyExists(target, current);
        };
    }

    private static ApiException alreadyExists(Target target, @Nullable Stored current) {
        var kind = target.resource().kind();
        var error = ApiException.alreadyExists(kind.group(), kind.plural(), target.name());
        if (current == null || !Meta.deleting(current.object())) {
            return error;
        }
        Status status = error.status();
        return ApiException.of(
                new Status(
                        status.status(),
                        "object is being deleted: " + status.message(),
                        status.reason(),
                        status.details(),
                        status.code()));
    }
}
