package dev.kaptan.state.auth;

import org.springframework.security.crypto.bcrypt.BCrypt;

/** Hashes passwords as etcd does: bcrypt with the cost 10, about 50 ms of a core. */
public final class Passwords {

    private static final int COST = 10;

    /** Verified against where there is no user, so that the answer takes as long. */
    private static final String NOBODYS = hash("nobody");

    private Passwords() {}

    public static String hash(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(COST));
    }

    /** The user; refused, without saying why, if the password is not his or he has none. */
    public static User verify(AuthState state, String name, String password) {
        var user = state.users().get(name);
        var hash = user == null ? null : user.passwordHash();
        boolean matches = BCrypt.checkpw(password, hash == null ? NOBODYS : hash);
        if (user == null || hash == null || !matches) {
            throw new AuthException(AuthRefusal.WRONG_CREDENTIALS);
        }
        return user;
    }
}
