package dev.kaptan.api.model.builtin.rbac;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Roles and ClusterRoles.
 *
 * @param namespaced whether rules may not name URLs
 */
public record RoleStrategy(boolean namespaced) implements KindStrategy {

    @Override
    public List<String> nameObjections(String name) {
        return NameRules.pathSegment(name);
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode role) {
        var errors = new FieldErrors();
        List<ObjectNode> rules = Json.objectsAt(role, "rules");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), "rules[" + i + "]", errors);
        }
        if (role.has("aggregationRule")
                && Json.at(role, "aggregationRule", "clusterRoleSelectors").isEmpty()) {
            errors.required(
                    "aggregationRule.clusterRoleSelectors",
                    "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }
        return errors.causes();
    }

    private void rule(ObjectNode rule, String path, FieldErrors errors) {
        boolean urls = !rule.path("nonResourceURLs").isEmpty();
        boolean resources = !rule.path("resources").isEmpty();
        boolean groups = !rule.path("apiGroups").isEmpty();
        if (rule.path("verbs").isEmpty()) {
            errors.required(path + ".verbs", "verbs must contain at least one value");
        }
        if (urls) {
            if (namespaced) {
                errors.invalidValue(
                        path + ".nonResourceURLs",
                        rule.path("nonResourceURLs"),
                        "namespaced rules cannot apply to non-resource URLs");
            }
            if (groups || resources || !rule.path("resourceNames").isEmpty()) {
                errors.invalidValue(
                        path + ".nonResourceURLs",
                        rule.path("nonResourceURLs"),
                        "rules cannot apply to both regular resources and non-resource URLs");
            }
            return;
        }
        if (!groups) {
            errors.required(
                    path + ".apiGroups", "resource rules must supply at least one api group");
        }
        if (!resources) {
            errors.required(
                    path + ".resources", "resource rules must supply at least one resource");
        }
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode role, ObjectNode old) {
        return validateCreate(role);
    }
}
