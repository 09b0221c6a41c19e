package dev.kaptan.api.engine.write;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.object.ObjectBytes;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.output.OutputFormat;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Stored;
import dev.kaptan.api.engine.write.ObjectUpdate.Part;
import dev.kaptan.api.model.decode.ObjectDecoder.Decoded;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;

/** PUT of an object or of its status. */
public final class UpdateVerb {

    private final ObjectUpdate update;
    private final ObjectCreation creation;
    private final Answers answers;

    public UpdateVerb(ObjectUpdate update, ObjectCreation creation, Answers answers) {
        this.update = update;
        this.creation = creation;
        this.answers = answers;
    }

    public ApiResponse serve(Resource resource, ApiRequest request, Part part) {
        OutputFormat format = OutputFormat.negotiate(request);
        Target target = Target.of(resource, request);
        Decoded decoded = Bodies.object(resource.kind(), request);
        Bodies.alignNamespace(decoded.object(), target);
        Bodies.alignName(decoded.object(), target);
        var seen = new Seen();
        try {
            Stored updated =
                    update.update(
                            target,
                            part,
                            old -> {
                                seen.old = old;
                                return decoded.object().deepCopy();
                            });
            return answer(200, resource, decoded, updated, seen.old, format);
        } catch (ApiException e) {
            if (!createsInstead(e, resource, part, decoded.object())) {
                throw e;
            }
            Stored created = creation.create(target, decoded.object());
            return answer(201, resource, decoded, created, null, format);
        }
    }

    private static boolean createsInstead(
            ApiException e, Resource resource, Part part, ObjectNode object) {
        return e.reason().equals("NotFound")
                && part == Part.MAIN
                && resource.kind().strategy().createsOnUpdate()
                && ObjectBytes.revisionOf(object) == 0
                && Meta.uid(object).isEmpty();
    }

    private ApiResponse answer(
            int code,
            Resource resource,
            Decoded decoded,
            Stored written,
            @Nullable ObjectNode old,
            OutputFormat format) {
        var warnings = new ArrayList<>(decoded.warnings());
        warnings.addAll(resource.kind().strategy().warnings(written.object(), old));
        return answers.object(code, resource.kind(), written.object(), format, warnings);
    }

    /** The state that the last attempt was based on. */
    private static final class Seen {
        @Nullable ObjectNode old;
    }
}
