package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Stored;

import java.util.ArrayList;

/** POST to a collection. */
public final class CreateVerb {

    private final ObjectCreation creation;
    private final Answers answers;

    public CreateVerb(ObjectCreation creation, Answers answers) {
        this.creation = creation;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request) {
        OutputFormat format = OutputFormat.negotiate(request);
        var kind = resource.kind();
        Target target = Target.of(resource, request);
        var decoded = Bodies.object(kind, request);
        Bodies.alignNamespace(decoded.object(), target);
        Stored created = creation.create(target, decoded.object());
        var warnings = new ArrayList<>(decoded.warnings());
        warnings.addAll(kind.strategy().warnings(created.object(), null));
        return answers.object(201, kind, created.object(), format, warnings);
    }
}
