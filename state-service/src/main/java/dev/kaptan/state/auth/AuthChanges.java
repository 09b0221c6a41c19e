package dev.kaptan.state.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What each change makes of the state, and when it may not be (etcd: server/auth/store.go). */
final class AuthChanges {

    private static final Comparator<Permission> BY_KEY =
            (one, other) -> Arrays.compareUnsigned(one.key(), other.key());

    private AuthChanges() {}

    static AuthState apply(AuthState state, AuthChange change) {
        return switch (change) {
            case AuthChange.Enable enable -> enable(state);
            case AuthChange.Disable disable -> disable(state);
            case AuthChange.AddUser(var name, var hash) -> {
                require(!name.isEmpty(), AuthRefusal.USER_NAME_EMPTY);
                require(!state.users().containsKey(name), AuthRefusal.USER_EXISTS);
                yield state.withUser(new User(name, hash, List.of()));
            }
            case AuthChange.DeleteUser(var name) -> deleteUser(state, name);
            case AuthChange.ChangePassword(var name, var hash) -> changePassword(state, name, hash);
            case AuthChange.GrantRole(var user, var role) -> grantRole(state, user, role);
            case AuthChange.RevokeRole(var user, var role) -> revokeRole(state, user, role);
            case AuthChange.AddRole(var name) -> {
                require(!name.isEmpty(), AuthRefusal.ROLE_NAME_EMPTY);
                require(!state.roles().containsKey(name), AuthRefusal.ROLE_EXISTS);
                yield state.withRole(new Role(name, List.of()));
            }
            case AuthChange.DeleteRole(var name) -> deleteRole(state, name);
            case AuthChange.GrantPermission(var role, var permission) ->
                    grantPermission(state, role, permission);
            case AuthChange.RevokePermission revoke -> revokePermission(state, revoke);
        };
    }

    private static AuthState enable(AuthState state) {
        if (state.enabled()) {
            return state;
        }
        var root = state.users().get(User.ROOT);
        if (root == null) {
            throw new AuthException(AuthRefusal.ROOT_USER_MISSING);
        }
        require(root.isRoot(), AuthRefusal.ROOT_ROLE_MISSING);
        return new AuthState(true, state.revision(), state.users(), state.roles());
    }

    private static AuthState disable(AuthState state) {
        return state.enabled()
                ? new AuthState(false, state.revision() + 1, state.users(), state.roles())
                : state;
    }

    private static AuthState deleteUser(AuthState state, String name) {
        require(!state.enabled() || !name.equals(User.ROOT), AuthRefusal.INVALID_MANAGEMENT);
        state.user(name);
        var left = new TreeMap<>(state.users());
        left.remove(name);
        return state.next(left, state.roles());
    }

    private static AuthState changePassword(AuthState state, String name, String hash) {
        var user = state.user(name);
        var kept = user.passwordHash() == null ? null : hash;
        return state.withUser(new User(name, kept, user.roles()));
    }

    private static AuthState grantRole(AuthState state, String name, String role) {
        var user = state.user(name);
        if (!role.equals(Role.ROOT)) {
            state.role(role);
        }
        if (user.roles().contains(role)) {
            return state;
        }
        var roles = new ArrayList<>(user.roles());
        roles.add(role);
        return state.withUser(new User(name, user.passwordHash(), roles));
    }

    private static AuthState revokeRole(AuthState state, String name, String role) {
        boolean rootsOwn = name.equals(User.ROOT) && role.equals(Role.ROOT);
        require(!state.enabled() || !rootsOwn, AuthRefusal.INVALID_MANAGEMENT);
        var user = state.user(name);
        require(user.roles().contains(role), AuthRefusal.ROLE_NOT_GRANTED);
        return state.withUser(without(user, role));
    }

    private static AuthState deleteRole(AuthState state, String name) {
        require(!state.enabled() || !name.equals(Role.ROOT), AuthRefusal.INVALID_MANAGEMENT);
        state.role(name);
        var roles = new TreeMap<>(state.roles());
        roles.remove(name);
        var users = new TreeMap<>(state.users());
        users.replaceAll((each, user) -> without(user, name));
        return state.next(users, roles);
    }

    private static AuthState grantPermission(AuthState state, String name, Permission permission) {
        var permissions = new ArrayList<>(state.role(name).permissions());
        permissions.removeIf(each -> each.isFor(permission.key(), permission.rangeEnd()));
        permissions.add(permission);
        permissions.sort(BY_KEY);
        return state.withRole(new Role(name, permissions));
    }

    private static AuthState revokePermission(AuthState state, AuthChange.RevokePermission revoke) {
        var permissions = new ArrayList<>(state.role(revoke.role()).permissions());
        boolean removed = permissions.removeIf(each -> each.isFor(revoke.key(), revoke.rangeEnd()));
        require(removed, AuthRefusal.PERMISSION_NOT_GRANTED);
        return state.withRole(new Role(revoke.role(), permissions));
    }

    private static User without(User user, String role) {
        var roles = new ArrayList<>(user.roles());
        roles.remove(role);
        return new User(user.name(), user.passwordHash(), roles);
    }

    private static void require(boolean holds, AuthRefusal otherwise) {
        if (!holds) {
            throw new AuthException(otherwise);
        }
    }
}
