package dev.kaptan.api.model.kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A set of kinds, in the order that discovery shows them. Immutable. */
public final class Kinds {

    private record Resource(String group, String version, String plural) {}

    private record Name(String group, String version, String kind) {}

    private final List<Kind> all;
    private final Map<Resource, Kind> byResource = new LinkedHashMap<>();
    private final Map<Name, Kind> byKind = new LinkedHashMap<>();
    private final Map<String, List<String>> versions = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException where two kinds have the same group, version and kind
     */
    public Kinds(Collection<Kind> kinds) {
        all = List.copyOf(kinds);
        all.forEach(this::index);
    }

    private void index(Kind kind) {
        if (byKind.put(new Name(kind.group(), kind.version(), kind.kind()), kind) != null) {
            throw new IllegalArgumentException(
                    kind.kind() + " of " + kind.apiVersion() + " is declared twice");
        }
        if (!kind.plural().isEmpty()) {
            byResource.put(new Resource(kind.group(), kind.version(), kind.plural()), kind);
            var known = versions.computeIfAbsent(kind.group(), group -> new ArrayList<>());
            if (!known.contains(kind.version())) {
                known.add(kind.version());
            }
        }
    }

    /** These kinds and further ones, for example those of CustomResourceDefinitions. */
    public Kinds plus(Collection<Kind> more) {
        var together = new ArrayList<>(all);
        together.addAll(more);
        return new Kinds(together);
    }

    public List<Kind> all() {
        return all;
    }

    /** The kind behind a path, or null. */
    public @Nullable Kind byResource(String group, String version, String plural) {
        return byResource.get(new Resource(group, version, plural));
    }

    /** The kind of a body, or null. */
    public @Nullable Kind byKind(String group, String version, String kind) {
        return byKind.get(new Name(group, version, kind));
    }

    /** The kind of a body by its {@code apiVersion}, or null. */
    public @Nullable Kind byApiVersion(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? byKind("", apiVersion, kind)
                : byKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** Groups that have resources, upstream's most preferred first; the core group is "". */
    public List<String> groups() {
        return List.copyOf(versions.keySet());
    }

    /** Versions of a group that have resources, the preferred one first. */
    public List<String> versions(String group) {
        return List.copyOf(versions.getOrDefault(group, List.of()));
    }

    /** Kinds of a group and version that have a resource. */
    public List<Kind> resources(String group, String version) {
        return byResource.values().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
    }
}
