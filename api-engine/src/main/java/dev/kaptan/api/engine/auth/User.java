package dev.kaptan.api.engine.auth;

import java.util.List;
import java.util.Map;

/**
 * An authenticated identity, as <a
 * href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">authentication</a>
 * defines it.
 *
 * @param name the user name, unique in the cluster, for example {@code system:kube-scheduler}
 * @param uid the user's id; empty where the authenticator knows none
 * @param groups the groups, in the order the authenticator gave them
 * @param extra further attributes, by lower-case key
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    public static final String ANONYMOUS = "system:anonymous";
    public static final String UNAUTHENTICATED_GROUP = "system:unauthenticated";
    public static final String AUTHENTICATED_GROUP = "system:authenticated";
    public static final String MASTERS_GROUP = "system:masters";

    public User {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a user must not be empty");
        }
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    public static User of(String name, String... groups) {
        return new User(name, "", List.of(groups), Map.of());
    }

    public static User anonymous() {
        return of(ANONYMOUS, UNAUTHENTICATED_GROUP);
    }
}
