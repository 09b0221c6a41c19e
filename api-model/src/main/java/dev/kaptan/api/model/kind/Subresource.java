package dev.kaptan.api.model.kind;

import java.util.List;

/**
 * A path below an object such as {@code pods/log}.
 *
 * @param name {@code status}, {@code scale}, {@code log} ...
 * @param group group of the kind that it takes and answers; empty for core and for the parent's
 * @param version version of that kind
 * @param kind the kind that it takes and answers, for discovery
 * @param verbs {@code get}, {@code patch}, {@code update}, {@code create}
 * @param scale the paths that {@code scale} works on; null for others
 */
public record Subresource(
        String name,
        String group,
        String version,
        String kind,
        List<String> verbs,
        @org.jspecify.annotations.Nullable ScalePaths scale) {

    public Subresource {
        verbs = List.copyOf(verbs);
    }

    /**
     * Where {@code scale} finds its figures, as dotted paths without a leading dot.
     *
     * @param selector path of a LabelSelector object, of a map of labels, or of its string form;
     *     empty where there is none
     */
    public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}
}
