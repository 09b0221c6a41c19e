package dev.kaptan.state.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.SplittableRandom;

class AccessTest {

    /** Keys are single bytes from 0 on; the last stands for everything beyond. */
    private static final int KEYS = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRangeIsAllowedIfEveryKeyOfItIs(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            var allowed = new BitSet();
            var state = AuthState.OFF.with(new AuthChange.AddUser("ann", null));
            state = state.with(new AuthChange.AddRole("role"));
            for (int left = random.nextInt(5); left > 0; left--) {
                int from = random.nextInt(KEYS);
                int to = end(random, from);
                allowed.set(from, to);
                var granted = new Permission(Permission.Access.READ, key(from), rangeEnd(from, to));
                state = state.with(new AuthChange.GrantPermission("role", granted));
            }
            state = enabled(state.with(new AuthChange.GrantRole("ann", "role")));
            int from = random.nextInt(KEYS);
            int to = end(random, from);
            boolean expected = allowed.nextClearBit(from) >= to;
            assertThat(mayRead(state, from, to))
                    .as("seed %d, round %d: %d to %d of %s", seed, round, from, to, allowed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whoeverWasRecognisedBeforeAChangeIsAskedAgain() {
        var state = enabled(AuthState.OFF);
        var access = new Access(state, new Caller("root", state.revision() - 1));
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> access.read(key(1), new byte[0]))
                .returns(AuthRefusal.OLD_REVISION, AuthException::refusal);
    }

    @Test
    void nobodyIsEnabledWithoutARoot() {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> AuthState.OFF.with(new AuthChange.Enable()))
                .returns(AuthRefusal.ROOT_USER_MISSING, AuthException::refusal);
        var withUser = AuthState.OFF.with(new AuthChange.AddUser("root", null));
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> withUser.with(new AuthChange.Enable()))
                .returns(AuthRefusal.ROOT_ROLE_MISSING, AuthException::refusal);
    }

    private static AuthState enabled(AuthState state) {
        return state.with(new AuthChange.AddUser("root", null))
                .with(new AuthChange.GrantRole("root", "root"))
                .with(new AuthChange.Enable());
    }

    private static boolean mayRead(AuthState state, int from, int to) {
        try {
            new Access(state, new Caller("ann", state.revision()))
                    .read(key(from), rangeEnd(from, to));
            return true;
        } catch (AuthException e) {
            assertThat(e.refusal()).isEqualTo(AuthRefusal.PERMISSION_DENIED);
            return false;
        }
    }

    /** Behind {@code from}; {@link #KEYS} and one more stands for no end. */
    private static int end(SplittableRandom random, int from) {
        return random.nextInt(4) == 0 ? KEYS + 1 : from + 1 + random.nextInt(KEYS - from);
    }

    private static byte[] key(int key) {
        return new byte[] {(byte) (key + 1)};
    }

    private static byte[] rangeEnd(int from, int to) {
        return to > KEYS ? new byte[1] : key(to);
    }
}
