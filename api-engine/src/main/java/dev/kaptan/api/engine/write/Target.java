package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.admission.AdmissionRequest;
import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What a write is aimed at.
 *
 * @param name empty where the body tells it
 * @param dryRun whether all is done but the writing
 */
public record Target(
        Resource resource,
        String subresource,
        String namespace,
        String name,
        User user,
        boolean dryRun) {

    /**
     * @throws ApiException Invalid where {@code dryRun} is anything but {@code All}
     */
    public static Target of(Resource resource, ApiRequest request) {
        var info = request.info();
        return new Target(
                resource,
                info.subresource(),
                info.namespace(),
                info.name(),
                request.user(),
                dryRun(request.query().all("dryRun")));
    }

    static boolean dryRun(List<String> values) {
        for (String value : values) {
            if (!value.equals("All")) {
                var cause =
                        new Cause(
                                "FieldValueNotSupported",
                                "Unsupported value: \"" + value + "\": supported values: \"All\"",
                                "dryRun");
                throw ApiException.invalid("meta.k8s.io", "CreateOptions", "", List.of(cause));
            }
        }
        return !values.isEmpty();
    }

    public Target named(String other) {
        return new Target(resource, subresource, namespace, other, user, dryRun);
    }

    public String key() {
        return resource.key(namespace, name);
    }

    AdmissionRequest admission(
            Operation operation, @Nullable ObjectNode object, @Nullable ObjectNode old) {
        return new AdmissionRequest(
                operation, resource, subresource, namespace, name, object, old, user, dryRun);
    }

    public ApiException notFound() {
        return ApiException.notFound(resource.kind().group(), resource.kind().plural(), name);
    }

    ApiException conflict(String explanation) {
        var kind = resource.kind();
        return ApiException.conflict(kind.group(), kind.plural(), name, explanation);
    }

    ApiException modified() {
        return ApiException.modified(resource.kind().group(), resource.kind().plural(), name);
    }

    ApiException invalid(List<Cause> causes) {
        return ApiException.invalid(resource.kind().group(), resource.kind().kind(), name, causes);
    }
}
