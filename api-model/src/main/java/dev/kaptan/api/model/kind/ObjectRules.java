package dev.kaptan.api.model.kind;

import dev.kaptan.api.model.meta.MetadataRules;
import dev.kaptan.api.model.schema.Defaulting;
import dev.kaptan.api.model.schema.EnumCheck;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The steps of a write that the engine takes for every kind: metadata, schema, then strategy. */
public final class ObjectRules {

    private ObjectRules() {}

    /** Sets all defaults. Changes {@code object}. */
    public static void applyDefaults(Kind kind, ObjectNode object) {
        Defaulting.apply(object, kind.schema());
        kind.strategy().applyDefaults(object);
    }

    /** What is wrong with a new object, which has its defaults, name and namespace. */
    public static List<Cause> validateCreate(Kind kind, ObjectNode object) {
        var errors = new FieldErrors();
        MetadataRules.validateCreate(
                object, kind.namespaced(), kind.strategy()::nameObjections, errors);
        EnumCheck.check(object, kind.schema(), errors);
        errors.addAll(kind.strategy().validateCreate(object));
        return errors.causes();
    }

    /** What is wrong with a changed object. */
    public static List<Cause> validateUpdate(Kind kind, ObjectNode object, ObjectNode old) {
        var errors = new FieldErrors();
        MetadataRules.validateUpdate(object, old, errors);
        EnumCheck.check(object, kind.schema(), errors);
        errors.addAll(kind.strategy().validateUpdate(object, old));
        return errors.causes();
    }

    /** What is wrong with an object whose status changed. */
    public static List<Cause> validateStatusUpdate(Kind kind, ObjectNode object, ObjectNode old) {
        var errors = new FieldErrors();
        MetadataRules.validateUpdate(object, old, errors);
        errors.addAll(kind.strategy().validateStatusUpdate(object, old));
        return errors.causes();
    }
}
