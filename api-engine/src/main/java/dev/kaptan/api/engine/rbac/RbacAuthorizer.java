package dev.kaptan.api.engine.rbac;

import dev.kaptan.api.engine.auth.User;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.rbac.RbacPolicy.Grant;
import dev.kaptan.api.engine.request.RequestInfo;
import dev.kaptan.api.engine.resource.Resources;

import java.util.List;

/** Allows what roles allow, and {@code system:masters} everything. */
public final class RbacAuthorizer implements Authorizer {

    private final RbacObjects objects;

    public RbacAuthorizer(Resources resources) {
        this.objects = new RbacObjects(resources);
    }

    @Override
    public Decision authorize(User user, RequestInfo request) {
        if (user.groups().contains(User.MASTERS_GROUP)) {
            return new Decision.Allowed("");
        }
        for (Grant grant : objects.policy().grants(user, request.namespace())) {
            if (grant.rules().stream().anyMatch(rule -> rule.allows(request))) {
                return new Decision.Allowed(grant.reason());
            }
        }
        return new Decision.NoOpinion("");
    }

    /** All rules that hold for a user in a namespace. */
    public List<PolicyRule> rulesFor(User user, String namespace) {
        if (user.groups().contains(User.MASTERS_GROUP)) {
            return EVERYTHING;
        }
        return objects.policy().grants(user, namespace).stream()
                .flatMap(grant -> grant.rules().stream())
                .distinct()
                .toList();
    }

    private static final List<String> ALL = List.of("*");
    private static final List<PolicyRule> EVERYTHING =
            List.of(
                    new PolicyRule(ALL, ALL, ALL, List.of(), List.of()),
                    new PolicyRule(ALL, List.of(), List.of(), List.of(), ALL));

    /** The rules of a role that a binding refers to; none where it does not exist. */
    List<PolicyRule> rulesOfRole(String namespace, String roleKind, String roleName) {
        return objects.policy().rules(namespace, roleKind, roleName);
    }
}
