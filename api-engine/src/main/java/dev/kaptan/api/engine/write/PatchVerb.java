package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.model.decode.FieldValidation;
import dev.kaptan.api.model.decode.ObjectDecoder;
import dev.kaptan.api.model.status.ApiException;

import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** PATCH of an object or of its status. */
public final class PatchVerb {

    private final ObjectUpdate update;
    private final Answers answers;

    public PatchVerb(ObjectUpdate update, Answers answers) {
        this.update = update;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request, Part part) {
        OutputFormat format = OutputFormat.negotiate(request);
        Target target = Target.of(resource, request);
        Patch patch = Patch.of(request);
        var validation = FieldValidation.of(request.query().first("fieldValidation"));
        Set<String> warnings = new LinkedHashSet<>();
        Stored updated =
                update.update(
                        target,
                        part,
                        old -> {
                            warnings.clear();
                            return patched(target, patch, old, validation, warnings);
                        });
        warnings.addAll(resource.kind().strategy().warnings(updated.object(), null));
        return answers.object(
                200, resource.kind(), updated.object(), format, List.copyOf(warnings));
    }

    private static ObjectNode patched(
            Target target,
            Patch patch,
            ObjectNode old,
            FieldValidation validation,
            Set<String> warnings) {
        var kind = target.resource().kind();
        ObjectNode result = patch.apply(old, kind.schema());
        var checked = ObjectDecoder.check(kind, result, validation);
        warnings.addAll(checked.warnings());
        ObjectNode object = checked.object();
        Bodies.alignNamespace(object, target);
        if (!Meta.name(object).equals(target.name())) {
            throw ApiException.badRequest(
                    "the name of the object (%s) does not match the name on the URL (%s)"
                            .formatted(Meta.name(object), target.name()));
        }
        return object;
    }
}
