package dev.kaptan.state.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a caller may do in a state. Every method throws {@link AuthException} if he may not, and
 * none does while authentication is off.
 */
public final class Access {

    private static final byte[] NO_END = {0};

    private final AuthState state;
    private final Caller caller;

    public Access(AuthState state, Caller caller) {
        this.state = state;
        this.caller = caller;
    }

    /** Reads every key of a range, in etcd's form. */
    public void read(byte[] key, byte[] rangeEnd) {
        check(key, rangeEnd, Permission.Access.READ);
    }

    /** Puts or deletes every key of a range, in etcd's form. */
    public void write(byte[] key, byte[] rangeEnd) {
        check(key, rangeEnd, Permission.Access.WRITE);
    }

    /** Manages the store, its users or its members. */
    public void administer() {
        if (state.enabled()) {
            require(!caller.user().isEmpty(), AuthRefusal.USER_NAME_EMPTY);
            require(state.user(caller.user()).isRoot(), AuthRefusal.PERMISSION_DENIED);
        }
    }

    /** Learns of a user: of himself, or as an administrator. */
    public void seeUser(String name) {
        if (!name.equals(caller.user())) {
            administer();
        }
    }

    /** Learns of a role: of one he has, or as an administrator. */
    public void seeRole(String name) {
        var user = state.users().get(caller.user());
        if (user == null || !user.roles().contains(name)) {
            administer();
        }
    }

    private void check(byte[] key, byte[] rangeEnd, Permission.Access wanted) {
        if (!state.enabled()) {
            return;
        }
        require(caller.revision() != 0, AuthRefusal.USER_NAME_EMPTY);
        require(caller.revision() >= state.revision(), AuthRefusal.OLD_REVISION);
        var user = state.users().get(caller.user());
        boolean may = user != null && (user.isRoot() || covered(user, key, rangeEnd, wanted));
        require(may, AuthRefusal.PERMISSION_DENIED);
    }

    /** Whether permissions together, without a gap, cover the range. */
    private boolean covered(User user, byte[] key, byte[] rangeEnd, Permission.Access wanted) {
        var end = end(key, rangeEnd);
        var reached = key;
        for (var permission : granted(user, wanted)) {
            if (Arrays.compareUnsigned(permission.key(), reached) > 0) {
                return false;
            }
            var to = end(permission.key(), permission.rangeEnd());
            if (isBeyond(to, end)) {
                return true;
            }
            if (to.length > 0 && Arrays.compareUnsigned(to, reached) > 0) {
                reached = to;
            }
        }
        return false;
    }

    private List<Permission> granted(User user, Permission.Access wanted) {
        var granted = new ArrayList<Permission>();
        for (var name : user.roles()) {
            var role = state.roles().get(name);
            if (role != null) {
                role.permissions().stream()
                        .filter(each -> each.access().includes(wanted))
                        .forEach(granted::add);
            }
        }
        granted.sort((one, other) -> Arrays.compareUnsigned(one.key(), other.key()));
        return granted;
    }

    /** The first key behind the range; empty if there is none. */
    private static byte[] end(byte[] key, byte[] rangeEnd) {
        if (rangeEnd.length == 0) {
            return Arrays.copyOf(key, key.length + 1);
        }
        return Arrays.equals(rangeEnd, NO_END) ? new byte[0] : rangeEnd;
    }

    private static boolean isBeyond(byte[] end, byte[] other) {
        return end.length == 0 || (other.length > 0 && Arrays.compareUnsigned(end, other) >= 0);
    }

    private static void require(boolean holds, AuthRefusal otherwise) {
        if (!holds) {
            throw new AuthException(otherwise);
        }
    }
}
