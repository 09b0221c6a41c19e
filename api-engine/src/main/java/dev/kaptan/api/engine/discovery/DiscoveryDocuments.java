package dev.kaptan.api.engine.discovery;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.Kind;
import dev.kaptan.api.model.kind.Kinds;
import dev.kaptan.api.model.kind.Subresource;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/">discovery</a>
 * documents of a set of kinds, one function each.
 */
final class DiscoveryDocuments {

    private final Kinds kinds;

    DiscoveryDocuments(Kinds kinds) {
        this.kinds = kinds;
    }

    /** {@code /api}. */
    ObjectNode coreVersions(String serverAddress) {
        ObjectNode versions = Json.object();
        versions.put("kind", "APIVersions");
        texts(versions, "versions", kinds.versions(""));
        versions.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", serverAddress);
        return versions;
    }

    /** {@code /apis}. */
    ObjectNode groups() {
        ObjectNode list = Json.object();
        list.put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        namedGroups().forEach(name -> groups.add(describe(Json.object(), name)));
        return list;
    }

    List<String> namedGroups() {
        return kinds.groups().stream().filter(group -> !group.isEmpty()).toList();
    }

    /** {@code /apis/<group>}. */
    ObjectNode group(String name) {
        return describe(Json.object().put("kind", "APIGroup").put("apiVersion", "v1"), name);
    }

    private ObjectNode describe(ObjectNode group, String name) {
        group.put("name", name);
        ArrayNode versions = group.putArray("versions");
        kinds.versions(name).forEach(version -> version(versions.addObject(), name, version));
        version(group.putObject("preferredVersion"), name, kinds.versions(name).getFirst());
        return group;
    }

    private static void version(ObjectNode node, String group, String version) {
        node.put("groupVersion", group + "/" + version).put("version", version);
    }

    /** {@code /api/v1} and {@code /apis/<group>/<version>}. */
    ObjectNode resources(String group, String version) {
        ObjectNode list = Json.object();
        list.put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (Kind kind : kinds.resources(group, version)) {
            resource(resources.addObject(), kind);
            kind.subresources().forEach(sub -> subresource(resources.addObject(), kind, sub));
        }
        return list;
    }

    private static void resource(ObjectNode node, Kind kind) {
        node.put("name", kind.plural())
                .put("singularName", kind.singular())
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind());
        texts(node, "verbs", kind.verbs());
        textsIfAny(node, "shortNames", kind.shortNames());
        textsIfAny(node, "categories", kind.categories());
    }

    private static void subresource(ObjectNode node, Kind kind, Subresource sub) {
        node.put("name", kind.plural() + "/" + sub.name())
                .put("singularName", "")
                .put("namespaced", kind.namespaced());
        if (!sub.version().isEmpty() && !sub.group().equals(kind.group())) {
            node.put("group", sub.group()).put("version", sub.version());
        }
        node.put("kind", sub.kind());
        texts(node, "verbs", sub.verbs());
    }

    /** {@code /api} or {@code /apis} as {@code apidiscovery.k8s.io} APIGroupDiscoveryList. */
    ObjectNode aggregated(String version, List<String> groups) {
        ObjectNode list = Json.object();
        list.put("kind", "APIGroupDiscoveryList")
                .put("apiVersion", "apidiscovery.k8s.io/" + version);
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (String group : groups) {
            ObjectNode item = items.addObject();
            item.putObject("metadata").put("name", group).putNull("creationTimestamp");
            ArrayNode versions = item.putArray("versions");
            kinds.versions(group).forEach(v -> aggregatedVersion(versions.addObject(), group, v));
        }
        return list;
    }

    private void aggregatedVersion(ObjectNode node, String group, String version) {
        node.put("version", version);
        ArrayNode resources = node.putArray("resources");
        kinds.resources(group, version)
                .forEach(kind -> aggregatedResource(resources.addObject(), kind));
        node.put("freshness", "Current");
    }

    private static void aggregatedResource(ObjectNode node, Kind kind) {
        node.put("resource", kind.plural());
        responseKind(node, kind.group(), kind.version(), kind.kind());
        node.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
        node.put("singularResource", kind.singular());
        texts(node, "verbs", kind.verbs());
        textsIfAny(node, "shortNames", kind.shortNames());
        textsIfAny(node, "categories", kind.categories());
        if (kind.subresources().isEmpty()) {
            return;
        }
        ArrayNode subresources = node.putArray("subresources");
        for (Subresource sub : kind.subresources()) {
            ObjectNode entry = subresources.addObject().put("subresource", sub.name());
            boolean own = sub.version().isEmpty();
            responseKind(
                    entry,
                    own ? kind.group() : sub.group(),
                    own ? kind.version() : sub.version(),
                    sub.kind());
            texts(entry, "verbs", sub.verbs());
        }
    }

    private static void responseKind(ObjectNode node, String group, String version, String kind) {
        node.putObject("responseKind")
                .put("group", group)
                .put("version", version)
                .put("kind", kind);
    }

    private static void textsIfAny(ObjectNode node, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts(node, field, texts);
        }
    }

    private static void texts(ObjectNode node, String field, List<String> texts) {
        ArrayNode array = node.putArray(field);
        texts.forEach(array::add);
    }
}
