package dev.kaptan.api.model.meta;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What upstream asks of every object's metadata. */
public final class MetadataRules {

    /** The sum of keys and values of all annotations. */
    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private static final int LONGEST_FIELD_MANAGER = 128;

    private MetadataRules() {}

    /** Rules of a new object, which has its name. */
    public static void validateCreate(
            ObjectNode object,
            boolean namespaced,
            Function<String, List<String>> nameRule,
            FieldErrors errors) {
        JsonNode metadata = object.path("metadata");
        name(metadata, nameRule, errors);
        String namespace = metadata.path("namespace").asString("");
        if (!namespaced && !namespace.isEmpty()) {
            errors.forbidden("metadata.namespace", "not allowed on this type");
        } else if (namespaced && namespace.isEmpty()) {
            errors.required("metadata.namespace");
        } else if (namespaced) {
            errors.invalid("metadata.namespace", namespace, NameRules.dnsLabel(namespace));
        }
        common(metadata, errors);
    }

    private static void name(
            JsonNode metadata, Function<String, List<String>> nameRule, FieldErrors errors) {
        String prefix = metadata.path("generateName").asString("");
        String name = metadata.path("name").asString("");
        if (!prefix.isEmpty()) {
            errors.invalid(
                    "metadata.generateName", prefix, nameRule.apply(withoutTrailingDash(prefix)));
        }
        if (name.isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            errors.invalid("metadata.name", name, nameRule.apply(name));
        }
    }

    private static String withoutTrailingDash(String prefix) {
        return prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix;
    }

    private static void common(JsonNode metadata, FieldErrors errors) {
        errors.addAll(labels(metadata.path("labels"), "metadata.labels"));
        annotations(metadata.path("annotations"), errors);
        OwnerRules.validate(metadata.path("ownerReferences"), errors);
        finalizers(metadata.path("finalizers"), errors);
        int i = 0;
        for (JsonNode entry : metadata.path("managedFields")) {
            if (entry.path("manager").asString("").length() > LONGEST_FIELD_MANAGER) {
                errors.tooLong("metadata.managedFields[" + i + "].manager", LONGEST_FIELD_MANAGER);
            }
            i++;
        }
    }

    /** Rules of label keys and values wherever labels stand. */
    public static List<Cause> labels(JsonNode labels, String path) {
        var errors = new FieldErrors();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            errors.invalid(path, label.getKey(), NameRules.qualifiedName(label.getKey()));
            String value = label.getValue().asString("");
            errors.invalid(path, value, NameRules.labelValue(value));
        }
        return errors.causes();
    }

    private static void annotations(JsonNode annotations, FieldErrors errors) {
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : annotations.properties()) {
            String key = entry.getKey();
            errors.invalid(
                    "metadata.annotations",
                    key,
                    NameRules.qualifiedName(key.toLowerCase(Locale.ROOT)));
            size += key.length() + entry.getValue().asString("").length();
        }
        if (size > MOST_ANNOTATION_BYTES) {
            errors.tooLong("metadata.annotations", MOST_ANNOTATION_BYTES);
        }
    }

    private static void finalizers(JsonNode finalizers, FieldErrors errors) {
        for (JsonNode finalizer : finalizers) {
            String name = finalizer.asString("");
            List<String> wrong = NameRules.qualifiedName(name);
            errors.invalid("metadata.finalizers", name, wrong);
            boolean standard = List.of("orphan", "foregroundDeletion", "kubernetes").contains(name);
            if (wrong.isEmpty() && !standard && !name.contains("/")) {
                errors.invalid(
                        "metadata.finalizers",
                        name,
                        "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    /** Rules of a changed object. */
    public static void validateUpdate(ObjectNode object, ObjectNode old, FieldErrors errors) {
        JsonNode metadata = object.path("metadata");
        common(metadata, errors);
        for (String field : List.of("name", "namespace", "uid", "creationTimestamp")) {
            String before = Json.text(old, "metadata", field);
            String after = metadata.path(field).asString("");
            if (!before.equals(after) && !after.isEmpty()) {
                errors.immutable("metadata." + field, after);
            }
        }
        addedFinalizers(metadata, old.path("metadata"), errors);
    }

    private static void addedFinalizers(JsonNode metadata, JsonNode old, FieldErrors errors) {
        if (old.path("deletionTimestamp").isMissingNode()) {
            return;
        }
        List<String> before = texts(old.path("finalizers"));
        List<String> added =
                texts(metadata.path("finalizers")).stream()
                        .filter(name -> !before.contains(name))
                        .toList();
        if (!added.isEmpty()) {
            errors.forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{%s}"
                            .formatted(
                                    String.join(
                                            ", ",
                                            added.stream()
                                                    .map(name -> "\"" + name + "\"")
                                                    .toList())));
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(node -> node.asString("")).toList();
    }
}
