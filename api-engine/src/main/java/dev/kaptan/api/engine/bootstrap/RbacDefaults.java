package dev.kaptan.api.engine.bootstrap;

import dev.kaptan.api.model.json.Json;
import dev.kaptan.api.model.json.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The default roles and bindings, read off {@code rbac.yaml} beside this class. */
final class RbacDefaults {

    private static final String API = "rbac.authorization.k8s.io";
    private static final String AGGREGATE_LABEL = API + "/aggregate-to-";
    private static final String AUTO_UPDATE = "rbac.authorization.kubernetes.io/autoupdate";
    private static final String CONTROLLER_PREFIX = "system:controller:";
    private static final String CONTROLLER_USER = "system:kube-controller-manager";

    private RbacDefaults() {}

    private static ObjectNode document() {
        try (var in = RbacDefaults.class.getResourceAsStream("rbac.yaml")) {
            if (in == null) {
                throw new IllegalStateException(
                        "rbac.yaml is missing beside " + RbacDefaults.class);
            }
            return Yaml.parseObject(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ObjectNode> clusterRoles() {
        var roles = new ArrayList<ObjectNode>();
        ObjectNode document = document();
        for (ObjectNode entry : Json.objectsAt(document, "clusterRoles")) {
            roles.add(role(Json.text(entry, "name"), entry));
        }
        for (ObjectNode entry : Json.objectsAt(document, "controllerRoles")) {
            roles.add(role(CONTROLLER_PREFIX + Json.text(entry, "name"), entry));
        }
        return roles;
    }

    private static ObjectNode role(String name, ObjectNode entry) {
        ObjectNode role = object("ClusterRole", name);
        String target = Json.text(entry, "aggregateTo");
        if (!target.isEmpty()) {
            Json.ensureObject(role, "metadata", "labels").put(AGGREGATE_LABEL + target, "true");
        }
        String aggregated = Json.text(entry, "aggregates");
        if (!aggregated.isEmpty()) {
            role.putObject("aggregationRule")
                    .putArray("clusterRoleSelectors")
                    .addObject()
                    .putObject("matchLabels")
                    .put(AGGREGATE_LABEL + aggregated, "true");
        }
        JsonNode rules = entry.path("rules");
        role.set("rules", rules.isMissingNode() ? Json.array() : rules);
        return role;
    }

    static List<ObjectNode> clusterRoleBindings() {
        var bindings = new ArrayList<ObjectNode>();
        ObjectNode document = document();
        for (ObjectNode entry : Json.objectsAt(document, "clusterRoleBindings")) {
            ObjectNode binding = binding(Json.text(entry, "name"), Json.text(entry, "role"));
            entry.path("groups").forEach(group -> subject(binding, "Group", group.asString()));
            entry.path("users").forEach(user -> subject(binding, "User", user.asString()));
            bindings.add(binding);
        }
        for (ObjectNode entry : Json.objectsAt(document, "controllerRoles")) {
            String account = Json.text(entry, "name");
            ObjectNode binding = binding(CONTROLLER_PREFIX + account, CONTROLLER_PREFIX + account);
            binding.withArray("subjects")
                    .addObject()
                    .put("kind", "ServiceAccount")
                    .put("name", account)
                    .put("namespace", "kube-system");
            subject(binding, "User", CONTROLLER_USER);
            bindings.add(binding);
        }
        return bindings;
    }

    private static ObjectNode binding(String name, String role) {
        ObjectNode binding = object("ClusterRoleBinding", name);
        binding.putObject("roleRef")
                .put("apiGroup", API)
                .put("kind", "ClusterRole")
                .put("name", role);
        binding.putArray("subjects");
        return binding;
    }

    private static void subject(ObjectNode binding, String kind, String name) {
        binding.withArray("subjects")
                .addObject()
                .put("apiGroup", API)
                .put("kind", kind)
                .put("name", name);
    }

    private static ObjectNode object(String kind, String name) {
        ObjectNode object = Json.object();
        object.put("apiVersion", API + "/v1").put("kind", kind);
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", name);
        metadata.putObject("labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
        metadata.putObject("annotations").put(AUTO_UPDATE, "true");
        return object;
    }

    /** The role that is there with the default rules that it lacks. Changes {@code existing}. */
    static ObjectNode withMissingRules(ObjectNode existing, ObjectNode wanted) {
        return withMissing("rules", existing, wanted);
    }

    /** The binding that is there with the subjects that it lacks. Changes {@code existing}. */
    static ObjectNode withMissingSubjects(ObjectNode existing, ObjectNode wanted) {
        return withMissing("subjects", existing, wanted);
    }

    private static ObjectNode withMissing(String field, ObjectNode existing, ObjectNode wanted) {
        if (Json.text(existing, "metadata", "annotations", AUTO_UPDATE).equals("false")) {
            return existing;
        }
        var known = existing.path(field).valueStream().toList();
        ArrayNode entries = existing.withArray(field);
        for (JsonNode entry : wanted.path(field)) {
            if (!known.contains(entry)) {
                entries.add(entry.deepCopy());
            }
        }
        return existing;
    }
}
