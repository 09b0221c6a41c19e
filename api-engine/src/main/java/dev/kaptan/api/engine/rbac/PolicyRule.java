package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.request.RequestInfo;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a role allows; <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/">PolicyRule</a>.
 */
public record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {

    private static final String ALL = "*";

    static List<PolicyRule> all(JsonNode role) {
        return role.path("rules").valueStream().map(PolicyRule::of).toList();
    }

    private static PolicyRule of(JsonNode rule) {
        return new PolicyRule(
                texts(rule, "verbs"),
                texts(rule, "apiGroups"),
                texts(rule, "resources"),
                texts(rule, "resourceNames"),
                texts(rule, "nonResourceURLs"));
    }

    private static List<String> texts(JsonNode rule, String field) {
        var texts = new ArrayList<String>();
        rule.path(field).forEach(value -> texts.add(value.asString("").intern()));
        return List.copyOf(texts);
    }

    boolean allows(RequestInfo request) {
        return allows(verbs, request.verb())
                && (request.resourceRequest() ? allowsResource(request) : allowsPath(request));
    }

    private static boolean allows(List<String> allowed, String wanted) {
        return allowed.contains(ALL) || allowed.contains(wanted);
    }

    private boolean allowsResource(RequestInfo request) {
        return allows(apiGroups, request.apiGroup())
                && allowsResource(request.resource(), request.subresource())
                && (resourceNames.isEmpty() || resourceNames.contains(request.name()));
    }

    private boolean allowsResource(String resource, String subresource) {
        if (subresource.isEmpty()) {
            return allows(resources, resource);
        }
        return allows(resources, resource + "/" + subresource)
                || resources.contains("*/" + subresource);
    }

    private boolean allowsPath(RequestInfo request) {
        return nonResourceUrls.stream().anyMatch(url -> covers(url, request.path()));
    }

    private static boolean covers(String url, String path) {
        return url.equals(ALL)
                || url.equals(path)
                || (url.endsWith(ALL) && path.startsWith(url.substring(0, url.length() - 1)));
    }

    /** Rules of one verb, group, resource and name each, or of one verb and path each. */
    List<PolicyRule> atoms() {
        var atoms = new ArrayList<PolicyRule>();
        for (String verb : verbs) {
            for (String group : apiGroups) {
                for (String resource : resources) {
                    atoms.addAll(named(verb, group, resource));
                }
            }
            for (String url : nonResourceUrls) {
                atoms.add(
                        new PolicyRule(
                                List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
            }
        }
        return atoms;
    }

    private List<PolicyRule> named(String verb, String group, String resource) {
        var names = resourceNames.isEmpty() ? List.of(List.<String>of()) : eachAlone(resourceNames);
        return names.stream()
                .map(name ->
                        new PolicyRule(
                                List.of(verb), List.of(group), List.of(resource), name, List.of()))
                .toList();
    }

    private static List<List<String>> eachAlone(List<String> names) {
        return names.stream().map(List::of).toList();
    }

    /** Whether this rule allows all that an atom allows (upstream's {@code ruleCovers}). */
    boolean coversAtom(PolicyRule atom) {
        if (!allows(verbs, atom.verbs.getFirst())) {
            return false;
        }
        if (!atom.nonResourceUrls.isEmpty()) {
            String path = atom.nonResourceUrls.getFirst();
            return nonResourceUrls.stream().anyMatch(url -> covers(url, path));
        }
        String[] resource = atom.resources.getFirst().split("/", 2);
        return allows(apiGroups, atom.apiGroups.getFirst())
                && allowsResource(resource[0], resource.length == 2 ? resource[1] : "")
                && (resourceNames.isEmpty()
                        || (!atom.resourceNames.isEmpty()
                                && resourceNames.containsAll(atom.resourceNames)));
    }

    /** As upstream prints rules in escalation errors. */
    String text() {
        var parts = new ArrayList<String>();
        part(parts, "NonResourceURLs", nonResourceUrls);
        part(parts, "APIGroups", apiGroups);
        part(parts, "Resources", resources);
        part(parts, "ResourceNames", resourceNames);
        part(parts, "Verbs", verbs);
        return "{" + String.join(", ", parts) + "}";
    }

    private static void part(List<String> parts, String name, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(
                    name
                            + ":"
                            + values.stream()
                                    .map(value -> '"' + value + '"')
                                    .collect(Collectors.joining(" ", "[", "]")));
        }
    }
}
