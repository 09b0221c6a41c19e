package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.cache.CachedObject;
import dev.kaptan.api.engine.cache.Snapshot;
import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.engine.resource.Resource;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.model.selector.LabelSelector;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The policy that the cached roles and bindings make, built again only when one changed. */
final class RbacObjects {

    static final String GROUP = "rbac.authorization.k8s.io";

    /**
     * A role parsed.
     *
     * @param aggregates selectors of ClusterRoles whose rules it has too
     */
    private record ParsedRole(
            String namespace,
            String name,
            JsonNode labels,
            List<PolicyRule> rules,
            List<LabelSelector> aggregates) {

        static ParsedRole of(ObjectNode role) {
            return new ParsedRole(
                    Meta.namespace(role),
                    Meta.name(role),
                    role.path("metadata").path("labels"),
                    PolicyRule.all(role),
                    role.path("aggregationRule")
                            .path("clusterRoleSelectors")
                            .valueStream()
                            .map(LabelSelector::of)
                            .toList());
        }
    }

    /** Parses objects of a resource, each revision of an object once. */
    private static final class Parsed<T> {
        private record Version<T>(long revision, T value) {}

        private final Resource resource;
        private final Function<ObjectNode, T> parser;
        private Map<String, Version<T>> versions = Map.of();

        Parsed(Resource resource, Function<ObjectNode, T> parser) {
            this.resource = resource;
            this.parser = parser;
        }

        List<T> of(Snapshot snapshot) {
            var next = new HashMap<String, Version<T>>();
            for (CachedObject object : snapshot.all(resource.prefix(""))) {
                Version<T> known = versions.get(object.key());
                next.put(
                        object.key(),
                        known != null && known.revision() == object.revision()
                                ? known
                                : new Version<>(object.revision(), parser.apply(object.tree())));
            }
            versions = next;
            return next.values().stream().map(Version::value).toList();
        }
    }

    private record Built(List<Snapshot> from, RbacPolicy policy) {}

    private final Parsed<ParsedRole> clusterRoles;
    private final Parsed<ParsedRole> roles;
    private final Parsed<Binding> clusterRoleBindings;
    private final Parsed<Binding> roleBindings;
    private volatile @Nullable Built built;

    RbacObjects(Resources resources) {
        clusterRoles = new Parsed<>(resource(resources, "clusterroles"), ParsedRole::of);
        roles = new Parsed<>(resource(resources, "roles"), ParsedRole::of);
        clusterRoleBindings = new Parsed<>(resource(resources, "clusterrolebindings"), Binding::of);
        roleBindings = new Parsed<>(resource(resources, "rolebindings"), Binding::of);
    }

    private static Resource resource(Resources resources, String plural) {
        return resources.require(GROUP, "v1", plural);
    }

    RbacPolicy policy() {
        List<Snapshot> now =
                List.of(
                        clusterRoles.resource.cache().any(),
                        roles.resource.cache().any(),
                        clusterRoleBindings.resource.cache().any(),
                        roleBindings.resource.cache().any());
        Built current = built;
        return current != null && same(current.from(), now) ? current.policy() : build(now);
    }

    private static boolean same(List<Snapshot> some, List<Snapshot> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).hasSameObjects(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private synchronized RbacPolicy build(List<Snapshot> now) {
        var clusterWide = clusterRoles.of(now.get(0));
        var bindings = new ArrayList<>(clusterRoleBindings.of(now.get(2)));
        bindings.addAll(roleBindings.of(now.get(3)));
        Map<String, List<PolicyRule>> namespaced = new HashMap<>();
        roles.of(now.get(1))
                .forEach(role -> namespaced.put(role.namespace + "/" + role.name, role.rules));
        var policy = new RbacPolicy(aggregated(clusterWide), namespaced, bindings);
        built = new Built(now, policy);
        return policy;
    }

    private static Map<String, List<PolicyRule>> aggregated(List<ParsedRole> roles) {
        var rules = new HashMap<String, List<PolicyRule>>();
        for (ParsedRole role : roles) {
            rules.put(role.name, role.aggregates.isEmpty() ? role.rules : union(role, roles, 0));
        }
        return rules;
    }

    /** Aggregated roles may aggregate aggregated ones: admin has edit, which has view. */
    private static List<PolicyRule> union(ParsedRole role, List<ParsedRole> roles, int depth) {
        var union = new ArrayList<>(role.rules);
        for (ParsedRole other : roles) {
            boolean selected =
                    other != role
                            && role.aggregates.stream().anyMatch(s -> s.matches(other.labels));
            if (selected) {
                boolean deeper = !other.aggregates.isEmpty() && depth < roles.size();
                union.addAll(deeper ? union(other, roles, depth + 1) : other.rules);
            }
        }
        return union.stream().distinct().toList();
    }
}
