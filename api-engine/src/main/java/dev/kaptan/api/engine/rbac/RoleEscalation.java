package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.admission.AdmissionPlugin;
import dev.kaptan.api.engine.admission.AdmissionRequest;
import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer.Decision;
import dev.kaptan.api.engine.request.RequestInfo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Nobody grants what they do not have: who writes a role needs its rules or the verb {@code
 * escalate}, who binds one needs its rules or the verb {@code bind}.
 */
public final class RoleEscalation implements AdmissionPlugin {

    private final RbacAuthorizer authorizer;

    public RoleEscalation(RbacAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void validate(AdmissionRequest request) {
        boolean ofRbac = request.resource().kind().group().equals(RbacObjects.GROUP);
        if (!ofRbac
                || request.object() == null
                || request.user().groups().contains(User.MASTERS_GROUP)) {
            return;
        }
        switch (request.resource().kind().kind()) {
            case "Role", "ClusterRole" -> checkRole(request, request.object());
            case "RoleBinding", "ClusterRoleBinding" -> checkBinding(request, request.object());
            default -> {}
        }
    }

    private void checkRole(AdmissionRequest request, ObjectNode role) {
        ObjectNode old = request.old();
        boolean sameRules =
                old != null
                        && old.path("rules").equals(role.path("rules"))
                        && old.path("aggregationRule").equals(role.path("aggregationRule"));
        String plural = request.resource().kind().plural();
        if (!sameRules && !may(request, "escalate", plural, request.name())) {
            requireHeld(request, PolicyRule.all(role));
        }
    }

    private void checkBinding(AdmissionRequest request, ObjectNode binding) {
        ObjectNode old = request.old();
        if (old != null
                && old.path("subjects").equals(binding.path("subjects"))
                && old.path("roleRef").equals(binding.path("roleRef"))) {
            return;
        }
        JsonNode role = binding.path("roleRef");
        String kind = role.path("kind").asString("");
        String name = role.path("name").asString("");
        String plural = kind.equals("ClusterRole") ? "clusterroles" : "roles";
        if (!may(request, "bind", plural, name)) {
            requireHeld(request, authorizer.rulesOfRole(request.namespace(), kind, name));
        }
    }

    private boolean may(AdmissionRequest request, String verb, String plural, String name) {
        var asked =
                new RequestInfo(
                        true,
                        verb,
                        "",
                        RbacObjects.GROUP,
                        "v1",
                        request.namespace(),
                        plural,
                        "",
                        name);
        return authorizer.authorize(request.user(), asked) instanceof Decision.Allowed;
    }

    private void requireHeld(AdmissionRequest request, List<PolicyRule> wanted) {
        var held = authorizer.rulesFor(request.user(), request.namespace());
        List<PolicyRule> missing = wanted.stream().filter(rule -> !covered(rule, held)).toList();
        if (!missing.isEmpty()) {
            throw request.forbidden(
                    "user \"%s\" (groups=%s) is attempting to grant RBAC permissions not currently held:\n%s"
                            .formatted(
                                    request.user().name(),
                                    quoted(request.user().groups()),
                                    missing.stream()
                                            .map(PolicyRule::text)
                                            .collect(Collectors.joining("\n"))));
        }
    }

    private static boolean covered(PolicyRule rule, List<PolicyRule> held) {
        return rule.atoms().stream()
                .allMatch(atom -> held.stream().anyMatch(own -> own.coversAtom(atom)));
    }

    private static String quoted(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text + '"')
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
