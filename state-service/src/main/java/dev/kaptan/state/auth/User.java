package dev.kaptan.state.auth;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Somebody who may have roles.
 *
 * @param passwordHash bcrypt's, null for a user that is known by a client certificate alone
 * @param roles names, sorted
 */
public record User(String name, @Nullable String passwordHash, List<String> roles) {

    /** The user without whom authentication cannot be switched on. */
    public static final String ROOT = "root";

    public User {
        roles = roles.stream().sorted().toList();
    }

    public boolean isRoot() {
        return roles.contains(Role.ROOT);
    }
}
