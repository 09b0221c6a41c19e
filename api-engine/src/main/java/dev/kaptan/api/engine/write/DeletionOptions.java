package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.MalformedException;
import dev.kaptan.api.model.json.Yaml;
import dev.kaptan.api.model.kind.KindStrategy.Propagation;
import dev.kaptan.api.model.protobuf.ProtobufObject;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code DeleteOptions}, from the body or, where there is none, from the query.
 *
 * @param gracePeriodSeconds null where the client says nothing
 * @param propagation null where the client says nothing
 * @param uid the object must have; empty for any
 * @param resourceVersion the object must have; empty for any
 */
public record DeletionOptions(
        @Nullable Long gracePeriodSeconds,
        @Nullable Propagation propagation,
        @Nullable Boolean orphanDependents,
        String uid,
        String resourceVersion,
        boolean dryRun) {

    private static final String DEFINITION = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";

    /** Options that say nothing. */
    public static final DeletionOptions NONE = new DeletionOptions(null, null, null, "", "", false);

    /**
     * @throws ApiException BadRequest or Invalid, in upstream's words
     */
    public static DeletionOptions of(ApiRequest request) {
        byte[] body = request.body().read();
        JsonNode tree = body.length == 0 ? fromQuery(request.query()) : parse(request, body);
        DeletionOptions options = of(tree, request.query());
        options.validate();
        return options;
    }

    /** Options that stand inside another body. */
    public static DeletionOptions of(JsonNode tree, boolean dryRun) {
        DeletionOptions options = of(tree, QueryParameters.NONE);
        options.validate();
        return dryRun ? options.rehearsed() : options;
    }

    private DeletionOptions rehearsed() {
        return new DeletionOptions(
                gracePeriodSeconds, propagation, orphanDependents, uid, resourceVersion, true);
    }

    private static JsonNode parse(ApiRequest request, byte[] body) {
        try {
            return switch (Bodies.format(request.contentType())) {
                case JSON -> Json.parse(body);
                case YAML -> Yaml.parse(body);
                case PROTOBUF -> ProtobufObject.read(DEFINITION, body);
            };
        } catch (MalformedException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode fromQuery(QueryParameters query) {
        ObjectNode options = Json.object();
        for (String name : List.of("gracePeriodSeconds", "propagationPolicy", "orphanDependents")) {
            if (!query.first(name).isEmpty()) {
                options.put(name, query.first(name));
            }
        }
        return options;
    }

    private static DeletionOptions of(JsonNode tree, QueryParameters query) {
        var dryRun = new ArrayList<>(query.all("dryRun"));
        tree.path("dryRun").forEach(value -> dryRun.add(value.asString("")));
        String orphan = tree.path("orphanDependents").asString("");
        return new DeletionOptions(
                seconds(tree.path("gracePeriodSeconds")),
                propagation(tree.path("propagationPolicy").asString("")),
                orphan.isEmpty() ? null : orphan.equals("true"),
                Json.text(tree, "preconditions", "uid"),
                Json.text(tree, "preconditions", "resourceVersion"),
                Target.dryRun(dryRun));
    }

    private static @Nullable Long seconds(JsonNode value) {
        String text = value.asString("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(
                    "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static @Nullable Propagation propagation(String policy) {
        return switch (policy) {
            case "" -> null;
            case "Orphan" -> Propagation.ORPHAN;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            default ->
                    throw invalid(
                            "propagationPolicy",
                            "Unsupported value: \"%s\": supported values: \"Background\", \"Foreground\", \"Orphan\", \"nil\""
                                    .formatted(policy));
        };
    }

    private void validate() {
        if (propagation != null && orphanDependents != null) {
            throw invalid(
                    "propagationPolicy",
                    "Invalid value: \"%s\": orphanDependents and deletionPropagation cannot be both set"
                            .formatted(propagation));
        }
    }

    private static ApiException invalid(String field, String message) {
        return ApiException.invalid(
                "meta.k8s.io",
                "DeleteOptions",
                "",
                List.of(new Cause("FieldValueInvalid", message, field)));
    }

    /**
     * What is to happen to dependents: what the client says, else what the object's finalizers say,
     * else the kind's default (upstream's {@code deletionFinalizersForGarbageCollection}).
     */
    Propagation propagation(List<String> finalizers, Propagation otherwise) {
        if (orphanDependents != null) {
            return orphanDependents ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        if (propagation != null) {
            return propagation;
        }
        if (finalizers.contains(ObjectDeletion.ORPHAN)) {
            return Propagation.ORPHAN;
        }
        return finalizers.contains(ObjectDeletion.FOREGROUND) ? Propagation.FOREGROUND : otherwise;
    }
}
