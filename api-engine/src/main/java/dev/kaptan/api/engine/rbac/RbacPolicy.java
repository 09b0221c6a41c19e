package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.rbac.Binding.Subject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All roles and bindings at one moment, by whom they are about. Immutable. */
final class RbacPolicy {

    /** What a user is granted, through which binding, as which subject. */
    record Grant(Binding binding, Subject subject, List<PolicyRule> rules) {
        String reason() {
            return binding.reason(subject);
        }
    }

    private record Place(String namespace, Subject subject) {}

    private static final String SERVICE_ACCOUNT_PREFIX = "system:serviceaccount:";

    private final Map<String, List<PolicyRule>> clusterRoles;
    private final Map<String, List<PolicyRule>> roles;
    private final Map<Place, List<Binding>> bindings = new HashMap<>();

    /**
     * @param clusterRoles by name, aggregated
     * @param roles by namespace and name, with a slash between
     */
    RbacPolicy(
            Map<String, List<PolicyRule>> clusterRoles,
            Map<String, List<PolicyRule>> roles,
            List<Binding> bindings) {
        this.clusterRoles = clusterRoles;
        this.roles = roles;
        for (Binding binding : bindings) {
            for (Subject subject : binding.subjects()) {
                this.bindings
                        .computeIfAbsent(
                                new Place(binding.namespace(), subject), key -> new ArrayList<>())
                        .add(binding);
            }
        }
    }

    /** What a user is granted in a namespace, and in the whole cluster. */
    List<Grant> grants(User user, String namespace) {
        var grants = new ArrayList<Grant>();
        for (Subject subject : subjects(user)) {
            collect("", subject, grants);
            if (!namespace.isEmpty()) {
                collect(namespace, subject, grants);
            }
        }
        return grants;
    }

    private void collect(String namespace, Subject subject, List<Grant> grants) {
        for (Binding binding : bindings.getOrDefault(new Place(namespace, subject), List.of())) {
            grants.add(new Grant(binding, subject, rules(binding)));
        }
    }

    private List<PolicyRule> rules(Binding binding) {
        return rules(binding.namespace(), binding.roleKind(), binding.roleName());
    }

    /** The rules of a role; none where it does not exist. */
    List<PolicyRule> rules(String namespace, String roleKind, String roleName) {
        return roleKind.equals("ClusterRole")
                ? clusterRoles.getOrDefault(roleName, List.of())
                : roles.getOrDefault(namespace + "/" + roleName, List.of());
    }

    private static List<Subject> subjects(User user) {
        var subjects = new ArrayList<Subject>();
        subjects.add(Subject.user(user.name()));
        user.groups().forEach(group -> subjects.add(Subject.group(group)));
        if (user.name().startsWith(SERVICE_ACCOUNT_PREFIX)) {
            String[] place = user.name().substring(SERVICE_ACCOUNT_PREFIX.length()).split(":", 2);
            if (place.length == 2) {
                subjects.add(new Subject("ServiceAccount", place[0], place[1]));
            }
        }
        return subjects;
    }
}
