package dev.kaptan.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The one failure of this port. The message is the engine's, fit for an event that users read. */
public final class RuntimeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller may have to tell apart. */
    public enum Kind {
        /** The engine does not answer; it may be back later. */
        ENGINE_UNAVAILABLE,
        /** No such sandbox or container. */
        NOT_FOUND,
        /** The registry did not give the image. */
        IMAGE_PULL,
        /** The image is not on this node. */
        IMAGE_NOT_FOUND,
        /** That is no image reference. */
        INVALID_IMAGE_NAME,
        /** The sandbox or container could not be made. */
        CREATE,
        /** The container's first process, or the sandbox, could not be started. */
        START,
        /** The command could not be started in the container. */
        EXEC,
        /** The command did not end in time. */
        EXEC_TIMEOUT,
        /** The pod network cannot be used as it is configured. */
        NETWORK,
        OTHER
    }

    private final Kind kind;

    private RuntimeFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    public static RuntimeFailure of(Kind kind, String message) {
        return new RuntimeFailure(kind, message, null);
    }

    public static RuntimeFailure of(Kind kind, String message, Throwable cause) {
        return new RuntimeFailure(kind, message, cause);
    }

    public static RuntimeFailure notFound(String id) {
        return of(Kind.NOT_FOUND, "No such container: " + id);
    }

    public Kind kind() {
        return kind;
    }
}
