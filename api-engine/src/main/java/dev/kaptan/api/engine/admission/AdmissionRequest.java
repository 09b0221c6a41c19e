package dev.kaptan.api.engine.admission;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.status.ApiException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

/**
 * A write on its way to the store.
 *
 * @param subresource empty for the object itself
 * @param name empty where the server is to make one
 * @param object the object as it shall become, null for deletions; mutating plug-ins change it
 * @param old the object as it is, null for creations; never changed
 */
public record AdmissionRequest(
        Operation operation,
        Resource resource,
        String subresource,
        String namespace,
        String name,
        @Nullable ObjectNode object,
        @Nullable ObjectNode old,
        User user,
        boolean dryRun) {

    /** What is done to the object. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /** Whether it is about this resource itself, of the core group where {@code group} is empty. */
    public boolean isAbout(String group, String plural) {
        return subresource.isEmpty()
                && resource.kind().group().equals(group)
                && resource.kind().plural().equals(plural);
    }

    /** The object, for operations that have one. */
    public ObjectNode requireObject() {
        if (object == null) {
            throw new IllegalStateException(operation + " has no object");
        }
        return object;
    }

    /** A refusal; of an object that has no name yet it names what the name will begin with. */
    public ApiException forbidden(String explanation) {
        var kind = resource.kind();
        String shown =
                name.isEmpty() && object != null
                        ? Json.text(object, "metadata", "generateName")
                        : name;
        return ApiException.forbidden(kind.group(), kind.plural(), shown, explanation);
    }
}
