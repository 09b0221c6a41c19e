package dev.kaptan.controller.namespace;

import dev.kaptan.client.meta.Condition;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in the conditions of a Namespace why it is not gone yet. Pure. */
final class ContentConditions {
    private ContentConditions() {}

    static List<Condition> of(Content content, List<Condition> before, String now) {
        var conditions = before;
        conditions = Condition.set(conditions, discovery(content, now));
        conditions = Condition.set(conditions, parsing(now));
        conditions = Condition.set(conditions, deletion(content, now));
        conditions = Condition.set(conditions, remaining(content, now));
        return Condition.set(conditions, finalizers(content, now));
    }

    private static Condition discovery(Content content, String now) {
        return content.undiscovered().isEmpty()
                ? new Condition(
                        "NamespaceDeletionDiscoveryFailure",
                        "False",
                        "ResourcesDiscovered",
                        "All resources successfully discovered",
                        now)
                : new Condition(
                        "NamespaceDeletionDiscoveryFailure",
                        "True",
                        "DiscoveryFailed",
                        "Discovery failed for some groups, "
                                + content.undiscovered().size()
                                + " failing: "
                                + String.join(", ", content.undiscovered()),
                        now);
    }

    private static Condition parsing(String now) {
        return new Condition(
                "NamespaceDeletionGroupVersionParsingFailure",
                "False",
                "ParsedGroupVersions",
                "All legacy kube types successfully parsed",
                now);
    }

    private static Condition deletion(Content content, String now) {
        return content.failures().isEmpty()
                ? new Condition(
                        "NamespaceDeletionContentFailure",
                        "False",
                        "ContentDeleted",
                        "All content successfully deleted, may be waiting on finalization",
                        now)
                : new Condition(
                        "NamespaceDeletionContentFailure",
                        "True",
                        "ContentDeletionFailed",
                        "Failed to delete all resource types, "
                                + content.failures().size()
                                + " remaining: "
                                + String.join(", ", content.failures()),
                        now);
    }

    private static Condition remaining(Content content, String now) {
        return content.remaining().isEmpty()
                ? new Condition(
                        "NamespaceContentRemaining",
                        "False",
                        "ContentRemoved",
                        "All content successfully removed",
                        now)
                : new Condition(
                        "NamespaceContentRemaining",
                        "True",
                        "SomeResourcesRemain",
                        "Some resources are remaining: "
                                + sentence(content.remaining(), "%s has %d resource instances"),
                        now);
    }

    private static Condition finalizers(Content content, String now) {
        return content.finalizers().isEmpty()
                ? new Condition(
                        "NamespaceFinalizersRemaining",
                        "False",
                        "ContentHasNoFinalizers",
                        "All content-preserving finalizers finished",
                        now)
                : new Condition(
                        "NamespaceFinalizersRemaining",
                        "True",
                        "SomeFinalizersRemain",
                        "Some content in the namespace has finalizers remaining: "
                                + sentence(content.finalizers(), "%s in %d resource instances"),
                        now);
    }

    private static String sentence(Map<String, Integer> counts, String each) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> each.formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
