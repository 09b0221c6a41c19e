package dev.kaptan.api.model.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A structural schema: what OpenAPI and the {@code x-kubernetes-*} extensions say about one value.
 * Immutable; references are read on first use, so that a schema costs what is used of it.
 */
public final class Schema {

    /** What kind of value a schema describes; {@code ANY} takes everything. */
    public enum Type {
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        ANY
    }

    /** How elements of an array are told apart ({@code x-kubernetes-list-type}). */
    public enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    private final SchemaFacts facts;
    private final @Nullable Reference reference;

    Schema(SchemaFacts facts, @Nullable Reference reference) {
        this.facts = facts;
        this.reference = reference;
    }

    /**
     * The schema of a CustomResourceDefinition's {@code openAPIV3Schema}; it may not have
     * references.
     */
    public static Schema of(ObjectNode openApi) {
        return SchemaReader.withoutReferences().read(openApi);
    }

    /** A schema that takes every object as it is. */
    public static Schema anyObject() {
        return new Schema(SchemaFacts.anyObject(), null);
    }

    /** The facts that hold where the schema is used: those beside a reference win. */
    private SchemaFacts target() {
        return reference == null ? facts : reference.schema().target();
    }

    public Type type() {
        return target().type();
    }

    /** OpenAPI's format such as {@code int32}, {@code date-time}, {@code byte}; or empty. */
    public String format() {
        return target().format();
    }

    /** The full name of the definition, {@code io.k8s.api.core.v1.PodSpec}; empty within one. */
    public String definition() {
        return target().definition();
    }

    public Map<String, Schema> properties() {
        return target().properties();
    }

    public @Nullable Schema property(String name) {
        return target().properties().get(name);
    }

    /** The schema of an array's elements. */
    public @Nullable Schema items() {
        return target().items();
    }

    /** The schema of a map's values; null where only {@link #properties} are known. */
    public @Nullable Schema additionalProperties() {
        return target().additionalProperties();
    }

    public List<String> required() {
        return target().required();
    }

    /** The values allowed; empty where there is no such rule. */
    public List<JsonNode> enumeration() {
        return target().enumeration();
    }

    /** The default where this schema is used, else that of the referenced one. */
    public @Nullable JsonNode defaultValue() {
        JsonNode own = facts.defaultValue();
        return own != null || reference == null ? own : reference.schema().defaultValue();
    }

    public boolean intOrString() {
        return target().intOrString();
    }

    /** Whether fields that are not declared are kept. */
    public boolean preservesUnknownFields() {
        return facts.preservesUnknownFields() || target().preservesUnknownFields();
    }

    /** How the elements of this array are told apart; {@code ATOMIC} where nothing is said. */
    public ListType listType() {
        return facts.listType();
    }

    public List<String> listMapKeys() {
        return facts.listMapKeys();
    }

    /** {@code merge}, {@code replace}, {@code retainKeys}: strategic merge patch at this place. */
    public Set<String> patchStrategies() {
        return facts.patchStrategies();
    }

    /** The field that tells elements apart in a strategic merge patch; empty for primitives. */
    public String patchMergeKey() {
        return facts.patchMergeKey();
    }

    /** Whether a map or object is replaced as a whole by server-side apply. */
    public boolean atomicMap() {
        return facts.atomicMap() || target().atomicMap();
    }

    /**
     * What a JSON schema says beyond structure (minimum, pattern ...), as it was written; a copy.
     */
    public ObjectNode constraints() {
        return target().constraints().deepCopy();
    }
}
