package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.status.Status;

import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/** DELETE of one object. */
public final class DeleteVerb {

    /** Kinds that show what was deleted instead of a Status (upstream's ReturnDeletedObject). */
    private static final Set<String> SHOW_DELETED =
            Set.of(
                    "pods",
                    "services",
                    "serviceaccounts",
                    "podtemplates",
                    "resourcequotas",
                    "persistentvolumes",
                    "persistentvolumeclaims");

    private final ObjectDeletion deletion;
    private final Answers answers;

    public DeleteVerb(ObjectDeletion deletion, Answers answers) {
        this.deletion = deletion;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        DeletionOptions options = DeletionOptions.of(request);
        Target target = Target.of(resource, request);
        return switch (deletion.delete(target, options)) {
            case ObjectDeletion.Outcome.Gone(ObjectNode last) -> gone(resource, last, format);
            case ObjectDeletion.Outcome.Marked(ObjectNode object) ->
                    answers.object(
                            marked(options), resource.kind(), object, format, java.util.List.of());
        };
    }

    private static int marked(DeletionOptions options) {
        return Boolean.FALSE.equals(options.orphanDependents()) ? 202 : 200;
    }

    private ApiResponse gone(Resource resource, ObjectNode last, OutputFormat format) {
        var kind = resource.kind();
        if (kind.group().isEmpty() && SHOW_DELETED.contains(kind.plural())) {
            return answers.object(200, kind, last, format, java.util.List.of());
        }
        Status status =
                Status.success(kind.group(), kind.plural(), Meta.name(last), Meta.uid(last));
        return Answers.status(status, format);
    }
}
