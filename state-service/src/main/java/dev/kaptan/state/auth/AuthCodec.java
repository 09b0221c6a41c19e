package dev.kaptan.state.auth;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** States and changes as bytes, in the log and in snapshots. Numbers and orders are for ever. */
public final class AuthCodec {

    private static final int ENABLE = 1;
    private static final int DISABLE = 2;
    private static final int ADD_USER = 3;
    private static final int DELETE_USER = 4;
    private static final int CHANGE_PASSWORD = 5;
    private static final int GRANT_ROLE = 6;
    private static final int REVOKE_ROLE = 7;
    private static final int ADD_ROLE = 8;
    private static final int DELETE_ROLE = 9;
    private static final int GRANT_PERMISSION = 10;
    private static final int REVOKE_PERMISSION = 11;

    private AuthCodec() {}

    public static void write(AuthChange change, BytesWriter out) {
        switch (change) {
            case AuthChange.Enable enable -> out.tag(ENABLE);
            case AuthChange.Disable disable -> out.tag(DISABLE);
            case AuthChange.AddUser(var name, var hash) -> {
                texts(out, ADD_USER, name);
                out.optionalText(hash);
            }
            case AuthChange.DeleteUser(var name) -> texts(out, DELETE_USER, name);
            case AuthChange.ChangePassword(var name, var hash) ->
                    texts(out, CHANGE_PASSWORD, name, hash);
            case AuthChange.GrantRole(var user, var role) -> texts(out, GRANT_ROLE, user, role);
            case AuthChange.RevokeRole(var user, var role) -> texts(out, REVOKE_ROLE, user, role);
            case AuthChange.AddRole(var name) -> texts(out, ADD_ROLE, name);
            case AuthChange.DeleteRole(var name) -> texts(out, DELETE_ROLE, name);
            case AuthChange.GrantPermission(var role, var permission) -> {
                texts(out, GRANT_PERMISSION, role);
                write(permission, out);
            }
            case AuthChange.RevokePermission(var role, var key, var rangeEnd) -> {
                texts(out, REVOKE_PERMISSION, role);
                out.bytes(key);
                out.bytes(rangeEnd);
            }
        }
    }

    public static AuthChange readChange(BytesReader in) {
        int tag = in.tag();
        return switch (tag) {
            case ENABLE -> new AuthChange.Enable();
            case DISABLE -> new AuthChange.Disable();
            case ADD_USER -> new AuthChange.AddUser(in.text(), in.optionalText());
            case DELETE_USER -> new AuthChange.DeleteUser(in.text());
            case CHANGE_PASSWORD -> new AuthChange.ChangePassword(in.text(), in.text());
            case GRANT_ROLE -> new AuthChange.GrantRole(in.text(), in.text());
            case REVOKE_ROLE -> new AuthChange.RevokeRole(in.text(), in.text());
            case ADD_ROLE -> new AuthChange.AddRole(in.text());
            case DELETE_ROLE -> new AuthChange.DeleteRole(in.text());
            case GRANT_PERMISSION -> new AuthChange.GrantPermission(in.text(), permission(in));
            case REVOKE_PERMISSION ->
                    new AuthChange.RevokePermission(in.text(), in.bytes(), in.bytes());
            default -> throw new IllegalArgumentException("a change of the unknown kind " + tag);
        };
    }

    public static void write(AuthState state, BytesWriter out) {
        out.flag(state.enabled());
        out.number(state.revision());
        out.number(state.users().size());
        for (var user : state.users().values()) {
            out.text(user.name());
            out.optionalText(user.passwordHash());
            out.number(user.roles().size());
            user.roles().forEach(out::text);
        }
        out.number(state.roles().size());
        for (var role : state.roles().values()) {
            out.text(role.name());
            out.number(role.permissions().size());
            role.permissions().forEach(each -> write(each, out));
        }
    }

    public static AuthState readState(BytesReader in) {
        boolean enabled = in.flag();
        long revision = in.number();
        var users = new TreeMap<String, User>();
        for (long left = in.number(); left > 0; left--) {
            var user = new User(in.text(), in.optionalText(), texts(in));
            users.put(user.name(), user);
        }
        var roles = new TreeMap<String, Role>();
        for (long left = in.number(); left > 0; left--) {
            var role = new Role(in.text(), permissions(in));
            roles.put(role.name(), role);
        }
        return new AuthState(enabled, revision, users, roles);
    }

    private static List<Permission> permissions(BytesReader in) {
        var permissions = new ArrayList<Permission>();
        for (long left = in.number(); left > 0; left--) {
            permissions.add(permission(in));
        }
        return permissions;
    }

    private static void write(Permission permission, BytesWriter out) {
        out.tag(permission.access().ordinal());
        out.bytes(permission.key());
        out.bytes(permission.rangeEnd());
    }

    private static Permission permission(BytesReader in) {
        return new Permission(Permission.Access.values()[in.tag()], in.bytes(), in.bytes());
    }

    private static void texts(BytesWriter out, int tag, String... texts) {
        out.tag(tag);
        for (var text : texts) {
            out.text(text);
        }
    }

    private static List<String> texts(BytesReader in) {
        var texts = new ArrayList<String>();
        for (long left = in.number(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }
}
