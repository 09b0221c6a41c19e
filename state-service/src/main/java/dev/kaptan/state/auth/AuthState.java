package dev.kaptan.state.auth;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is known of users and roles; immutable.
 *
 * @param revision grows with every change, from 1 as in etcd
 */
public record AuthState(
        boolean enabled,
        long revision,
        SortedMap<String, User> users,
        SortedMap<String, Role> roles) {

    /** Off, and nobody there. */
    public static final AuthState OFF =
            new AuthState(false, 1, Collections.emptySortedMap(), Collections.emptySortedMap());

    public AuthState {
        users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    /** Throws {@link AuthException}, as etcd's auth store does, for what may not be. */
    public AuthState with(AuthChange change) {
        return AuthChanges.apply(this, change);
    }

    /** The user; refused if there is none of that name. */
    public User user(String name) {
        return require(users.get(name), AuthRefusal.USER_NOT_FOUND);
    }

    /** The role; refused if there is none of that name. */
    public Role role(String name) {
        return require(roles.get(name), AuthRefusal.ROLE_NOT_FOUND);
    }

    AuthState withUser(User user) {
        var changed = new TreeMap<>(users);
        changed.put(user.name(), user);
        return next(changed, roles);
    }

    AuthState withRole(Role role) {
        var changed = new TreeMap<>(roles);
        changed.put(role.name(), role);
        return next(users, changed);
    }

    AuthState next(Map<String, User> newUsers, Map<String, Role> newRoles) {
        return new AuthState(
                enabled, revision + 1, new TreeMap<>(newUsers), new TreeMap<>(newRoles));
    }

    private static <T> T require(@Nullable T value, AuthRefusal otherwise) {
        if (value == null) {
            throw new AuthException(otherwise);
        }
        return value;
    }
}
