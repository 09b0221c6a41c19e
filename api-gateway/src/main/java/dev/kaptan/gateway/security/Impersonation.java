package dev.kaptan.gateway.security;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.model.status.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whom a request wants to act as, read off its {@code Impersonate-} headers. Pure.
 *
 * @param user as whom to act
 * @param needed what the caller must be allowed to do for that, with verb {@code impersonate}
 */
record Impersonation(User user, List<RequestInfo> needed) {

    private static final String USER = "Impersonate-User";
    private static final String GROUP = "Impersonate-Group";
    private static final String UID = "Impersonate-Uid";
    private static final String EXTRA = "impersonate-extra-";
    private static final String AUTHENTICATION = "authentication.k8s.io";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /**
     * Null where the request impersonates nobody.
     *
     * @throws ApiException where groups or others are given without a user
     */
    static @Nullable Impersonation of(HttpServletRequest request) {
        var name = request.getHeader(USER);
        var groups = values(request, GROUP);
        var uid = request.getHeader(UID);
        var extra = extra(request);
        if (name == null || name.isEmpty()) {
            if (!groups.isEmpty() || uid != null || !extra.isEmpty()) {
                throw ApiException.internalError(
                        new IllegalArgumentException(
                                "requested groups, uid or extra without impersonating a user"));
            }
            return null;
        }
        var user = new User(name, uid == null ? "" : uid, withImplied(name, groups), extra);
        return new Impersonation(user, needed(user, groups));
    }

    private static List<String> withImplied(String name, List<String> given) {
        var groups = new ArrayList<>(given);
        if (given.isEmpty() && name.startsWith(SERVICE_ACCOUNT)) {
            groups.add("system:serviceaccounts");
            groups.add("system:serviceaccounts:" + name.split(":", -1)[2]);
        }
        if (name.equals(User.ANONYMOUS)) {
            if (!groups.contains(User.UNAUTHENTICATED_GROUP)) {
                groups.add(User.UNAUTHENTICATED_GROUP);
            }
        } else if (!groups.contains(User.AUTHENTICATED_GROUP)
                && !groups.contains(User.UNAUTHENTICATED_GROUP)) {
            groups.add(User.AUTHENTICATED_GROUP);
        }
        return groups;
    }

    private static List<RequestInfo> needed(User user, List<String> groups) {
        var needed = new ArrayList<RequestInfo>();
        needed.add(userAccess(user.name()));
        groups.forEach(group -> needed.add(access("", "groups", "", "", group)));
        user.extra()
                .forEach((key, values) ->
                        values.forEach(value ->
                                needed.add(access(AUTHENTICATION, "userextras", key, "", value))));
        if (!user.uid().isEmpty()) {
            needed.add(access(AUTHENTICATION, "uids", "", "", user.uid()));
        }
        return needed;
    }

    private static RequestInfo userAccess(String name) {
        var parts = name.split(":", -1);
        return name.startsWith(SERVICE_ACCOUNT) && parts.length == 4
                ? access("", "serviceaccounts", "", parts[2], parts[3])
                : access("", "users", "", "", name);
    }

    private static RequestInfo access(
            String group, String resource, String subresource, String namespace, String name) {
        return new RequestInfo(
                true, "impersonate", "", group, "", namespace, resource, subresource, name);
    }

    private static Map<String, List<String>> extra(HttpServletRequest request) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (var header : Collections.list(request.getHeaderNames())) {
            var key = header.toLowerCase(Locale.ROOT);
            if (key.startsWith(EXTRA)) {
                extra.put(unescaped(key.substring(EXTRA.length())), values(request, header));
            }
        }
        return extra;
    }

    /** Keys may hold characters that headers may not, percent-encoded. */
    private static String unescaped(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
