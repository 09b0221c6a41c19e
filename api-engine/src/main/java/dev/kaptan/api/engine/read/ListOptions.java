package dev.kaptan.api.engine.read;

import dev.kaptan.api.engine.cache.Selection;
import dev.kaptan.api.engine.request.QueryParameters;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.model.selector.FieldSelector;
import dev.kaptan.api.model.selector.LabelSelector;
import dev.kaptan.api.model.status.ApiException;
import dev.kaptan.api.model.status.Status.Cause;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a list or watch asks for, checked; <a
 * href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">Resource
 * versions</a> says what the combinations mean.
 *
 * @param revision the resourceVersion, null where the client gave none
 * @param limit 0 for all
 * @param timeoutSeconds 0 where the client gave none
 * @param sendInitialEvents null where the client said nothing
 */
public record ListOptions(
        Selection selection,
        @Nullable Long revision,
        Match match,
        int limit,
        String continueToken,
        long timeoutSeconds,
        boolean bookmarks,
        @Nullable Boolean sendInitialEvents) {

    /** {@code resourceVersionMatch=}. */
    public enum Match {
        UNSET,
        EXACT,
        NOT_OLDER_THAN
    }

    /**
     * @throws ApiException BadRequest or Invalid, in upstream's words
     */
    public static ListOptions forList(Resource resource, RequestInfo info, QueryParameters query) {
        ListOptions options = parse(resource, info, query);
        options.requireListRules();
        return options;
    }

    /**
     * @throws ApiException BadRequest or Invalid, in upstream's words
     */
    public static ListOptions forWatch(Resource resource, RequestInfo info, QueryParameters query) {
        ListOptions options = parse(resource, info, query);
        options.requireWatchRules();
        return options;
    }

    private static ListOptions parse(Resource resource, RequestInfo info, QueryParameters query) {
        return new ListOptions(
                selection(resource, info, query),
                revision(query.first("resourceVersion")),
                match(query.first("resourceVersionMatch")),
                (int) number(query, "limit"),
                query.first("continue"),
                number(query, "timeoutSeconds"),
                query.flag("allowWatchBookmarks"),
                query.first("sendInitialEvents").isEmpty()
                        ? null
                        : query.flag("sendInitialEvents"));
    }

    private static Selection selection(Resource resource, RequestInfo info, QueryParameters query) {
        try {
            var labels = LabelSelector.parse(query.first("labelSelector"));
            var fields = FieldSelector.parse(query.first("fieldSelector"), resource.kind());
            String prefix = resource.prefix(info.namespace());
            return Selection.of(resource.kind(), prefix, labels, fields);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static long number(QueryParameters query, String name) {
        String text = query.first(name);
        try {
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(
                    "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static @Nullable Long revision(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(
                    "resourceVersion",
                    "FieldValueInvalid",
                    "Invalid value: \""
                            + text
                            + "\": strconv.ParseUint: parsing \""
                            + text
                            + "\": invalid syntax");
        }
    }

    private static Match match(String text) {
        return switch (text) {
            case "" -> Match.UNSET;
            case "Exact" -> Match.EXACT;
            case "NotOlderThan" -> Match.NOT_OLDER_THAN;
            default ->
                    throw invalid(
                            "resourceVersionMatch",
                            "FieldValueNotSupported",
                            "Unsupported value: \""
                                    + text
                                    + "\": supported values: \"Exact\", \"NotOlderThan\"");
        };
    }

    private static ApiException forbidden(String field, String explanation) {
        return invalid(field, "FieldValueForbidden", "Forbidden: " + explanation);
    }

    private static ApiException invalid(String field, String reason, String message) {
        return ApiException.invalid(
                "meta.k8s.io", "ListOptions", "", List.of(new Cause(reason, message, field)));
    }

    private void requireListRules() {
        if (sendInitialEvents != null) {
            throw forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }
        if (!continueToken.isEmpty() && revision != null && revision > 0) {
            throw ApiException.badRequest(
                    "specifying resource version is not allowed when using continue");
        }
        if (match == Match.UNSET) {
            return;
        }
        if (!continueToken.isEmpty()) {
            throw forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch is forbidden when continue is provided");
        }
        if (revision == null) {
            throw forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (match == Match.EXACT && revision == 0) {
            throw forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
        }
    }

    private void requireWatchRules() {
        if (sendInitialEvents == null) {
            if (match != Match.UNSET) {
                throw forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                                + " provided");
            }
        } else if (match != Match.NOT_OLDER_THAN) {
            throw forbidden(
                    "resourceVersionMatch",
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
    }
}
