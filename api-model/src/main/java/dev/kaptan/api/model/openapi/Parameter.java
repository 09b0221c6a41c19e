package dev.kaptan.api.model.openapi;

import java.util.List;

/**
 * A parameter of a path or query.
 *
 * @param in {@code path} or {@code query}
 * @param type {@code string}, {@code integer}, {@code boolean}
 */
record Parameter(String name, String in, String type, String description) {

    static final Parameter NAME = path("name", "name of the object");
    static final Parameter NAMESPACE =
            path("namespace", "object name and auth scope, such as for teams and projects");

    private static final Parameter PRETTY =
            query("pretty", "string", "If 'true', then the output is pretty printed.");
    private static final Parameter DRY_RUN =
            query("dryRun", "string", "'All' runs all stages and persists nothing.");
    private static final Parameter FIELD_MANAGER =
            query("fieldManager", "string", "Name of who makes the changes.");
    private static final Parameter FIELD_VALIDATION =
            query(
                    "fieldValidation",
                    "string",
                    "What happens to unknown and duplicate fields: Ignore, Warn or Strict.");

    /** Of every operation on a path. */
    static final List<Parameter> COMMON = List.of(PRETTY);

    static final List<Parameter> WRITE = List.of(DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION);

    static final List<Parameter> PATCH =
            List.of(
                    DRY_RUN,
                    FIELD_MANAGER,
                    FIELD_VALIDATION,
                    query("force", "boolean", "Whether apply takes fields over from others."));

    static final List<Parameter> DELETE =
            List.of(
                    DRY_RUN,
                    query(
                            "gracePeriodSeconds",
                            "integer",
                            "Seconds before the object is deleted; 0 means at once."),
                    query("orphanDependents", "boolean", "Deprecated: use propagationPolicy."),
                    query(
                            "propagationPolicy",
                            "string",
                            "What happens to dependents: Orphan, Background or Foreground."));

    static final List<Parameter> LIST =
            List.of(
                    query("allowWatchBookmarks", "boolean", "Whether a watch sends bookmarks."),
                    query("continue", "string", "Token of the previous page of a list."),
                    query("fieldSelector", "string", "Restricts the list by fields."),
                    query("labelSelector", "string", "Restricts the list by labels."),
                    query("limit", "integer", "The most objects that a page may have."),
                    query("resourceVersion", "string", "The version that the answer is based on."),
                    query("resourceVersionMatch", "string", "How resourceVersion is applied."),
                    query("sendInitialEvents", "boolean", "Whether a watch starts with what is."),
                    query("timeoutSeconds", "integer", "How long the call may take."),
                    query("watch", "boolean", "Whether changes are sent as they happen."));

    private static final Parameter CONTAINER =
            query("container", "string", "The container; the only one by default.");

    static final List<Parameter> LOG =
            List.of(
                    CONTAINER,
                    query("follow", "boolean", "Whether the stream goes on."),
                    query("limitBytes", "integer", "The most bytes to send."),
                    query("previous", "boolean", "Whether the terminated container is meant."),
                    query("sinceSeconds", "integer", "Only lines of the last seconds."),
                    query("tailLines", "integer", "Only the last lines."),
                    query("timestamps", "boolean", "Whether lines start with their time."));

    static final List<Parameter> EXEC =
            List.of(
                    query("command", "string", "The command and its arguments, not a shell line."),
                    CONTAINER,
                    query("stderr", "boolean", "Whether stderr is sent."),
                    query("stdin", "boolean", "Whether stdin is taken."),
                    query("stdout", "boolean", "Whether stdout is sent."),
                    query("tty", "boolean", "Whether a terminal is allocated."));

    static Parameter path(String name, String description) {
        return new Parameter(name, "path", "string", description);
    }

    static Parameter query(String name, String type, String description) {
        return new Parameter(name, "query", type, description);
    }
}
