package dev.kaptan.api.model.builtin.rbac;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.SameMeaning;
import dev.kaptan.api.model.kind.KindStrategy;
import dev.kaptan.api.model.names.NameRules;
import dev.kaptan.api.model.status.FieldErrors;
import dev.kaptan.api.model.status.Status.Cause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * RoleBindings and ClusterRoleBindings.
 *
 * @param namespaced whether a binding may grant a Role
 */
public record RoleBindingStrategy(boolean namespaced) implements KindStrategy {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public void applyDefaults(ObjectNode binding) {
        for (ObjectNode subject : Json.objectsAt(binding, "subjects")) {
            String kind = subject.path("kind").asString("");
            boolean person = kind.equals("User") || kind.equals("Group");
            if (person && subject.path("apiGroup").asString("").isEmpty()) {
                subject.put("apiGroup", GROUP);
            }
        }
    }

    @Override
    public List<String> nameObjections(String name) {
        return NameRules.pathSegment(name);
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public List<Cause> validateCreate(ObjectNode binding) {
        var errors = new FieldErrors();
        role(binding.path("roleRef"), errors);
        List<ObjectNode> subjects = Json.objectsAt(binding, "subjects");
        for (int i = 0; i < subjects.size(); i++) {
            subject(subjects.get(i), "subjects[" + i + "]", errors);
        }
        return errors.causes();
    }

    private void role(JsonNode role, FieldErrors errors) {
        String group = role.path("apiGroup").asString("");
        if (!group.equals(GROUP)) {
            errors.notSupported("roleRef.apiGroup", group, List.of(GROUP));
        }
        String kind = role.path("kind").asString("");
        List<String> kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        if (!kinds.contains(kind)) {
            errors.notSupported("roleRef.kind", kind, kinds);
        }
        String name = role.path("name").asString("");
        if (name.isEmpty()) {
            errors.required("roleRef.name");
        } else {
            errors.invalid("roleRef.name", name, NameRules.pathSegment(name));
        }
    }

    private void subject(ObjectNode subject, String path, FieldErrors errors) {
        String group = subject.path("apiGroup").asString("");
        String kind = subject.path("kind").asString("");
        if (subject.path("name").asString("").isEmpty()) {
            errors.required(path + ".name");
        }
        switch (kind) {
            case "ServiceAccount" -> {
                if (!group.isEmpty()) {
                    errors.notSupported(path + ".apiGroup", group, List.of(""));
                }
                if (!namespaced && subject.path("namespace").asString("").isEmpty()) {
                    errors.required(path + ".namespace");
                }
            }
            case "User", "Group" -> {
                if (!group.equals(GROUP)) {
                    errors.notSupported(path + ".apiGroup", group, List.of(GROUP));
                }
            }
            default ->
                    errors.notSupported(
                            path + ".kind", kind, List.of("ServiceAccount", "User", "Group"));
        }
    }

    @Override
    public List<Cause> validateUpdate(ObjectNode binding, ObjectNode old) {
        var errors = new FieldErrors();
        errors.addAll(validateCreate(binding));
        if (!SameMeaning.of(binding.path("roleRef"), old.path("roleRef"))) {
            errors.invalidValue("roleRef", binding.path("roleRef"), "cannot change roleRef");
        }
        return errors.causes();
    }
}
