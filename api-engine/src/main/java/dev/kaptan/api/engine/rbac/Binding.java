package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.object.Meta;
import dev.kaptan.api.model.json.Json;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * A RoleBinding or, where {@code namespace} is empty, a ClusterRoleBinding.
 *
 * @param roleKind {@code Role} or {@code ClusterRole}
 */
record Binding(
        String namespace, String name, String roleKind, String roleName, List<Subject> subjects) {

    /**
     * Whom a binding is about.
     *
     * @param kind {@code User}, {@code Group} or {@code ServiceAccount}
     * @param namespace of service accounts; empty for others
     */
    record Subject(String kind, String namespace, String name) {

        static Subject user(String name) {
            return new Subject("User", "", name);
        }

        static Subject group(String name) {
            return new Subject("Group", "", name);
        }

        /** As upstream prints subjects in reasons. */
        String text() {
            String whole = namespace.isEmpty() ? name : name + "/" + namespace;
            return kind + " \"" + whole + "\"";
        }
    }

    static Binding of(JsonNode binding) {
        String namespace = Meta.namespace(binding);
        return new Binding(
                namespace,
                Meta.name(binding),
                Json.text(binding, "roleRef", "kind"),
                Json.text(binding, "roleRef", "name"),
                binding.path("subjects").valueStream().map(s -> subject(s, namespace)).toList());
    }

    private static Subject subject(JsonNode subject, String bindingNamespace) {
        String kind = Json.text(subject, "kind");
        String own = Json.text(subject, "namespace");
        String namespace = own.isEmpty() ? bindingNamespace : own;
        return new Subject(
                kind, kind.equals("ServiceAccount") ? namespace : "", Json.text(subject, "name"));
    }

    /** As upstream prints the grant in reasons. */
    String reason(Subject subject) {
        String own =
                namespace.isEmpty()
                        ? "ClusterRoleBinding \"" + name + "\""
                        : "RoleBinding \"" + name + "/" + namespace + "\"";
        return "RBAC: allowed by %s of %s \"%s\" to %s"
                .formatted(own, roleKind, roleName, subject.text());
    }
}
