package dev.kaptan.state.auth;

/** Why authentication forbids something; etcd has an error for each. */
public enum AuthRefusal {
    ROOT_USER_MISSING,
    ROOT_ROLE_MISSING,
    USER_EXISTS,
    USER_NAME_EMPTY,
    USER_NOT_FOUND,
    ROLE_EXISTS,
    ROLE_NAME_EMPTY,
    ROLE_NOT_FOUND,
    WRONG_CREDENTIALS,
    PERMISSION_DENIED,
    ROLE_NOT_GRANTED,
    PERMISSION_NOT_GRANTED,
    NOT_ENABLED,
    INVALID_TOKEN,
    OLD_REVISION,
    /** It would lock everybody out. */
    INVALID_MANAGEMENT
}
