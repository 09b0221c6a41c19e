package dev.kaptan.api.model.status;

import dev.kaptan.api.model.status.Status.Cause;
import dev.kaptan.api.model.status.Status.Details;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that failed, carrying the Status that its client will see. Texts and codes are those of
 * upstream's <a
 * href="https://pkg.go.dev/k8s.io/apimachinery/pkg/api/errors">apimachinery/pkg/api/errors</a>.
 */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    private ApiException(Status status) {
        super(status.message(), null, false, false);
        this.status = status;
    }

    private ApiException(Status status, Throwable cause) {
        super(status.message(), cause);
        this.status = status;
    }

    /** Wraps a Status that another component answered with. */
    public static ApiException of(Status status) {
        return new ApiException(status);
    }

    public Status status() {
        return status;
    }

    public int code() {
        return status.code();
    }

    public String reason() {
        return status.reason();
    }

    private static ApiException failure(
            int code, String reason, String message, @Nullable Details details) {
        return new ApiException(Status.failure(code, reason, message, details));
    }

    private static Details about(String group, String resource, String name) {
        return Details.of(group, resource, name, List.of());
    }

    /** {@code deployments.apps}, or {@code pods} in the core group. */
    private static String qualified(String group, String resource) {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    public static ApiException notFound(String group, String resource, String name) {
        return failure(
                404,
                "NotFound",
                qualified(group, resource) + " \"" + name + "\" not found",
                about(group, resource, name));
    }

    /** A path that the server does not serve. */
    public static ApiException unknownPath() {
        return failure(
                404,
                "NotFound",
                "the server could not find the requested resource",
                Details.of("", "", "", List.of()));
    }

    public static ApiException alreadyExists(String group, String resource, String name) {
        return failure(
                409,
                "AlreadyExists",
                qualified(group, resource) + " \"" + name + "\" already exists",
                about(group, resource, name));
    }

    /** Every name tried for a {@code generateName} was taken. */
    public static ApiException generateNameConflict(String group, String resource, String name) {
        return failure(
                409,
                "AlreadyExists",
                qualified(group, resource)
                        + " \""
                        + name
                        + "\" already exists, the server was not able to generate a unique name for"
                        + " the object",
                about(group, resource, name));
    }

    public static ApiException conflict(
            String group, String resource, String name, String explanation) {
        return failure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on "
                        + qualified(group, resource)
                        + " \""
                        + name
                        + "\": "
                        + explanation,
                about(group, resource, name));
    }

    /** The caller's {@code resourceVersion} is not the newest. */
    public static ApiException modified(String group, String resource, String name) {
        return conflict(
                group,
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and"
                        + " try again");
    }

    /** The object breaks rules of its kind; the message joins all causes. */
    public static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
        String subject = qualified(group, kind) + " \"" + name + "\" is invalid";
        String message = causes.isEmpty() ? subject : subject + ": " + joined(causes);
        return failure(422, "Invalid", message, Details.of(group, kind, name, causes));
    }

    private static String joined(List<Cause> causes) {
        var texts =
                causes.stream()
                        .map(cause -> cause.field() + ": " + cause.message())
                        .distinct()
                        .toList();
        return texts.size() == 1
                ? texts.getFirst()
                : texts.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /** A patch that was well-formed and could not be applied. */
    public static ApiException unprocessable(String explanation) {
        var cause = new Cause("UnexpectedServerResponse", explanation, "");
        return failure(
                422,
                "Invalid",
                "the server rejected our request due to an error in our request",
                Details.of("", "", "", List.of(cause)));
    }

    public static ApiException badRequest(String message) {
        return failure(400, "BadRequest", message, null);
    }

    public static ApiException unauthorized() {
        return failure(401, "Unauthorized", "Unauthorized", null);
    }

    /** An object that admission refuses, for example {@code pods "x" is forbidden: ...}. */
    public static ApiException forbidden(
            String group, String resource, String name, String explanation) {
        String subject = qualified(group, resource);
        String message =
                name.isEmpty()
                        ? subject + " is forbidden: " + explanation
                        : subject + " \"" + name + "\" is forbidden: " + explanation;
        return failure(403, "Forbidden", message, about(group, resource, name));
    }

    /**
     * A user who may not do what the request asks for.
     *
     * @param explanation what the authorizers said, may be empty
     */
    public static ApiException accessDenied(String user, Access access, String explanation) {
        String reason = explanation.isEmpty() ? "" : ": " + explanation;
        return forbidden(
                access.group(),
                access.resource(),
                access.name(),
                "User \"" + user + "\" " + access.sentence() + reason);
    }

    /** A user who may not use a path that names no resource. */
    public static ApiException pathDenied(String user, String verb, String path, String reason) {
        String message =
                "forbidden: User \"%s\" cannot %s path \"%s\"%s"
                        .formatted(user, verb, path, reason.isEmpty() ? "" : ": " + reason);
        return failure(403, "Forbidden", message, Details.of("", "", "", List.of()));
    }

    /**
     * What a user was denied; {@code subresource}, {@code namespace} and {@code name} may be empty.
     */
    public record Access(
            String verb,
            String group,
            String resource,
            String subresource,
            String namespace,
            String name) {
        String sentence() {
            String whole = subresource.isEmpty() ? resource : resource + "/" + subresource;
            String scope =
                    namespace.isEmpty()
                            ? " at the cluster scope"
                            : " in the namespace \"" + namespace + "\"";
            return "cannot %s resource \"%s\" in API group \"%s\"%s"
                    .formatted(verb, whole, group, scope);
        }
    }

    /** A verb that the resource does not have, for example {@code update} of {@code bindings}. */
    public static ApiException methodNotSupported(String group, String resource, String action) {
        return failure(
                405,
                "MethodNotAllowed",
                action
                        + " is not supported on resources of kind \""
                        + qualified(group, resource)
                        + "\"",
                Details.of(group, resource, "", List.of()));
    }

    /** The HTTP method does not exist on the path. */
    public static ApiException methodNotAllowed() {
        return failure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Details.of("", "", "", List.of()));
    }

    public static ApiException notAcceptable(List<String> accepted) {
        return failure(
                406,
                "NotAcceptable",
                "only the following media types are accepted: " + String.join(", ", accepted),
                null);
    }

    public static ApiException unsupportedMediaType(List<String> accepted) {
        return failure(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted),
                null);
    }

    /** The resourceVersion asked for is no longer kept; 410 with reason {@code Expired}. */
    public static ApiException expired(String message) {
        return failure(410, "Expired", message, null);
    }

    /** A watch that starts before the history that is kept. */
    public static ApiException tooOldResourceVersion(long asked, long oldest) {
        return expired("too old resource version: " + asked + " (" + oldest + ")");
    }

    /** A continue token whose snapshot is gone and that allows no inconsistent continuation. */
    public static ApiException continueExpired() {
        return expired(
                "The provided continue parameter is too old to display a consistent list result."
                        + " You can start a new list without the continue parameter.");
    }

    /** As {@link #continueExpired}, with a token that continues at the newest revision. */
    public static ApiException inconsistentContinue() {
        return expired(
                "The provided continue parameter is too old to display a consistent list result."
                    + " You can start a new list without the continue parameter, or use the"
                    + " continue token in this response to retrieve the remainder of the results."
                    + " Continuing with the provided token results in an inconsistent list -"
                    + " objects that were created, modified, or deleted between the time the first"
                    + " chunk was returned and now may show up in the list.");
    }

    public static ApiException requestEntityTooLarge(long limitBytes) {
        return failure(
                413,
                "RequestEntityTooLarge",
                "Request entity too large: limit is " + limitBytes,
                null);
    }

    /** A JSON patch that would keep the server busy for too long. */
    public static ApiException tooManyOperations(int found, int most) {
        return failure(
                413,
                "RequestEntityTooLarge",
                "Request entity too large: The allowed maximum operations in a JSON patch is "
                        + most
                        + ", got "
                        + found,
                null);
    }

    public static ApiException tooManyRequests(String message, int retryAfterSeconds) {
        return failure(429, "TooManyRequests", message, Details.retryAfter(retryAfterSeconds));
    }

    /** The operation may or may not have happened; the client should try again. */
    public static ApiException serverTimeout(
            String group, String resource, String operation, int retryAfterSeconds) {
        return failure(
                500,
                "ServerTimeout",
                "The "
                        + operation
                        + " operation against "
                        + qualified(group, resource)
                        + " could not be completed at this time, please try again.",
                new Details("", group, resource, "", List.of(), retryAfterSeconds));
    }

    /** The resourceVersion asked for is newer than the server's; 504 with a retry time. */
    public static ApiException tooLargeResourceVersion(
            long minimum, long current, int retryAfterSeconds) {
        var cause = new Cause("ResourceVersionTooLarge", "Too large resource version", "");
        return failure(
                504,
                "Timeout",
                "Timeout: Too large resource version: " + minimum + ", current: " + current,
                new Details("", "", "", "", List.of(cause), retryAfterSeconds));
    }

    public static ApiException timeout(String message, int retryAfterSeconds) {
        return failure(
                504, "Timeout", "Timeout: " + message, Details.retryAfter(retryAfterSeconds));
    }

    public static ApiException internalError(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        var details = Details.of("", "", "", List.of(new Cause("", text, "")));
        return new ApiException(
                Status.failure(500, "InternalError", "Internal error occurred: " + text, details),
                cause);
    }

    public static ApiException serviceUnavailable(String message) {
        return failure(503, "ServiceUnavailable", message, null);
    }

    /** A feature that this server lacks; the message says which and what to do instead. */
    public static ApiException notImplemented(String message) {
        return failure(501, "NotImplemented", message, null);
    }
}
