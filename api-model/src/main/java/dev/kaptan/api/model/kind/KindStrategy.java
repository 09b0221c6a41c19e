package dev.kaptan.api.model.kind;

import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What the declaration of a kind cannot say: upstream's registry strategies. Implementations have
 * no state. Methods named {@code prepare...} and {@code applyDefaults} change their first argument;
 * {@code old} is never changed. Validation sees defaulted objects.
 */
public interface KindStrategy {

    /** The strategy of a kind whose declaration says everything. */
    KindStrategy PLAIN = new KindStrategy() {};

    /** Defaults that depend on other fields; runs after those of the schema. */
    default void applyDefaults(ObjectNode object) {}

    /** Drops what users may not set on creation (status), sets the first generation. */
    default void prepareForCreate(ObjectNode object) {}

    /**
     * Keeps what users may not change through the main resource (status), counts the generation.
     */
    default void prepareForUpdate(ObjectNode object, ObjectNode old) {}

    /** Keeps everything but status. */
    default void prepareForStatusUpdate(ObjectNode object, ObjectNode old) {}

    /** What is wrong with a name; most kinds take DNS subdomains. */
    default List<String> nameObjections(String name) {
        return NameRules.dnsSubdomain(name);
    }

    default List<Cause> validateCreate(ObjectNode object) {
        return List.of();
    }

    default List<Cause> validateUpdate(ObjectNode object, ObjectNode old) {
        return List.of();
    }

    default List<Cause> validateStatusUpdate(ObjectNode object, ObjectNode old) {
        return List.of();
    }

    /** Texts for Warning headers on writes that succeed. */
    default List<String> warnings(ObjectNode object, @Nullable ObjectNode old) {
        return List.of();
    }

    /** Whether a PUT of an object that does not exist creates it. */
    default boolean createsOnUpdate() {
        return false;
    }

    /** Whether an update without resourceVersion is taken. */
    default boolean updatesUnconditionally() {
        return true;
    }

    /**
     * How long a deletion waits for someone else to finish the object, in seconds; null where
     * objects are deleted at once. 0 deletes at once as well.
     *
     * @param requested the client's {@code gracePeriodSeconds}, null where it gave none
     */
    default @Nullable Long gracePeriodSeconds(ObjectNode object, @Nullable Long requested) {
        return null;
    }

    /**
     * What happens to dependents where a deletion does not say ({@code background}, {@code
     * orphan}).
     */
    default Propagation defaultPropagation() {
        return Propagation.BACKGROUND;
    }

    /** Upstream's {@code DeletionPropagation}. */
    enum Propagation {
        ORPHAN,
        BACKGROUND,
        FOREGROUND
    }

    /** The form that another group or version shares storage in; see {@link StoredForm}. */
    default @Nullable StoredForm storedForm() {
        return null;
    }
}
