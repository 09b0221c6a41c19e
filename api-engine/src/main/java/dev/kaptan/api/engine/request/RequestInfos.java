package dev.kaptan.api.engine.request;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads {@link RequestInfo} off a request line by the rules of upstream's <a
 * href="https://pkg.go.dev/k8s.io/apiserver/pkg/endpoints/request#RequestInfoFactory">RequestInfoFactory</a>.
 */
public final class RequestInfos {

    private static final Set<String> SPECIAL_VERBS = Set.of("proxy", "watch");
    private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");

    private RequestInfos() {}

    /**
     * @param method the HTTP method, upper-case
     * @param path the decoded path, without the query
     */
    public static RequestInfo parse(String method, String path, QueryParameters query) {
        List<String> parts =
                Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
        boolean core = !parts.isEmpty() && parts.getFirst().equals("api");
        boolean grouped = !parts.isEmpty() && parts.getFirst().equals("apis");
        if ((core && parts.size() >= 3) || (grouped && parts.size() >= 4)) {
            String group = core ? "" : parts.get(1);
            String version = parts.get(core ? 1 : 2);
            return resource(
                    method, path, query, group, version, parts.subList(core ? 2 : 3, parts.size()));
        }
        return nonResource(method, path, parts, core, grouped);
    }

    private static RequestInfo nonResource(
            String method, String path, List<String> parts, boolean core, boolean grouped) {
        String group = grouped && parts.size() > 1 ? parts.get(1) : "";
        int versionAt = core ? 1 : 2;
        String version = (core || grouped) && parts.size() > versionAt ? parts.get(versionAt) : "";
        return new RequestInfo(
                false,
                method.toLowerCase(java.util.Locale.ROOT),
                path,
                group,
                version,
                "",
                "",
                "",
                "");
    }

    private static RequestInfo resource(
            String method,
            String path,
            QueryParameters query,
            String group,
            String version,
            List<String> rest) {
        String special =
                SPECIAL_VERBS.contains(rest.getFirst()) && rest.size() > 1 ? rest.getFirst() : "";
        List<String> parts = special.isEmpty() ? rest : rest.subList(1, rest.size());
        String namespace = "";
        if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
            namespace = parts.get(1);
            if (parts.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(parts.get(2))) {
                parts = parts.subList(2, parts.size());
            }
        }
        String resource = parts.getFirst();
        String name = parts.size() > 1 ? parts.get(1) : "";
        String subresource =
                parts.size() > 2 && special.isEmpty()
                        ? String.join("/", parts.subList(2, parts.size()))
                        : "";
        if (name.isEmpty()) {
            name = nameSelected(query, method);
        }
        boolean collection = parts.size() < 2;
        String verb = special.isEmpty() ? verb(method, collection, name, query) : special;
        return new RequestInfo(
                true, verb, path, group, version, namespace, resource, subresource, name);
    }

    private static String verb(
            String method, boolean collection, String name, QueryParameters query) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            case "GET", "HEAD" -> collection ? (query.flag("watch") ? "watch" : "list") : "get";
            default -> "";
        };
    }

    /**
     * {@code fieldSelector=metadata.name=x} of list, watch and deletecollection names an object.
     */
    private static String nameSelected(QueryParameters query, String method) {
        if (method.equals("POST")) {
            return "";
        }
        for (String term : query.first("fieldSelector").split(",", -1)) {
            int equals = term.indexOf('=');
            if (equals > 0 && term.substring(0, equals).strip().equals("metadata.name")) {
                return term.substring(equals + (term.startsWith("==", equals) ? 2 : 1)).strip();
            }
        }
        return "";
    }
}
