package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.admission.AdmissionRequest.Operation;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status;
import dev.kaptan.api.model.status.Status.Cause;
import dev.kaptan.api.model.status.Status.Details;

import java.util.List;
import java.util.Set;

/** New objects need a Namespace that stays; the first Namespaces stay for ever. */
public final class NamespaceLifecycle implements AdmissionPlugin {

    private static final Set<String> UNDELETABLE = Set.of("default", "kube-system", "kube-public");

    private final Resource namespaces;

    public NamespaceLifecycle(Resources resources) {
        this.namespaces = resources.require("", "v1", "namespaces");
    }

    @Override
    public void mutate(AdmissionRequest request) {
        if (request.operation() == Operation.CREATE && request.resource().kind().namespaced()) {
            requireLiving(request);
        }
    }

    @Override
    public void validate(AdmissionRequest request) {
        if (request.operation() == Operation.DELETE
                && request.isAbout("", "namespaces")
                && UNDELETABLE.contains(request.name())) {
            throw request.forbidden("this namespace may not be deleted");
        }
    }

    private void requireLiving(AdmissionRequest request) {
        String name = request.namespace();
        Stored namespace = namespaces.base(namespaces.key("", name));
        if (namespace == null) {
            throw ApiException.notFound("", "namespaces", name);
        }
        if (Meta.deleting(namespace.object())) {
            throw terminating(request, name);
        }
    }

    private static ApiException terminating(AdmissionRequest request, String namespace) {
        Status status =
                request.forbidden(
                                "unable to create new content in namespace %s because it is being terminated"
                                        .formatted(namespace))
                        .status();
        var cause =
                new Cause(
                        "NamespaceTerminating",
                        "namespace %s is being terminated".formatted(namespace),
                        "metadata.namespace");
        var kind = request.resource().kind();
        var details =
                new Details(request.name(), kind.group(), kind.plural(), "", List.of(cause), 0);
        return ApiException.of(
                new Status(
                        status.status(),
                        status.message(),
                        status.reason(),
                        details,
                        status.code()));
    }
}
