package dev.kaptan.state.auth;

import org.jspecify.annotations.Nullable;

/** A change of users, roles or permissions. */
public sealed interface AuthChange {

    record Enable() implements AuthChange {}

    record Disable() implements AuthChange {}

    /** {@code passwordHash} is null for a user without a password. */
    record AddUser(String name, @Nullable String passwordHash) implements AuthChange {}

    record DeleteUser(String name) implements AuthChange {}

    record ChangePassword(String name, String passwordHash) implements AuthChange {}

    record GrantRole(String user, String role) implements AuthChange {}

    record RevokeRole(String user, String role) implements AuthChange {}

    record AddRole(String name) implements AuthChange {}

    record DeleteRole(String name) implements AuthChange {}

    record GrantPermission(String role, Permission permission) implements AuthChange {}

    record RevokePermission(String role, byte[] key, byte[] rangeEnd) implements AuthChange {}
}
