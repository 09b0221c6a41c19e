package dev.kaptan.state.auth;

import java.util.List;

/** A named set of permissions, which are sorted by key. */
public record Role(String name, List<Permission> permissions) {

    /** The role that may do everything. */
    public static final String ROOT = "root";

    public Role {
        permissions = List.copyOf(permissions);
    }
}
