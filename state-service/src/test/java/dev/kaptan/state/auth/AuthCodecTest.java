package dev.kaptan.state.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;

import org.junit.jupiter.api.Test;

import java.util.List;

class AuthCodecTest {

    private static final Permission PERMISSION =
            new Permission(Permission.Access.WRITE, new byte[] {1, 2}, new byte[] {0});

    private static final List<AuthChange> EVERY_CHANGE =
            List.of(
                    new AuthChange.AddUser("root", "hash"),
                    new AuthChange.AddUser("ann", null),
                    new AuthChange.ChangePassword("root", "other"),
                    new AuthChange.AddRole("role"),
                    new AuthChange.GrantPermission("role", PERMISSION),
                    new AuthChange.GrantRole("ann", "role"),
                    new AuthChange.GrantRole("root", "root"),
                    new AuthChange.Enable(),
                    new AuthChange.RevokeRole("ann", "role"),
                    new AuthChange.RevokePermission("role", new byte[] {1, 2}, new byte[] {0}),
                    new AuthChange.DeleteRole("role"),
                    new AuthChange.DeleteUser("ann"),
                    new AuthChange.Disable());

    /** What was read does what was written, and every state on the way comes back as it was. */
    @Test
    void changesAndStatesComeBackAsTheyWere() {
        assertThat(EVERY_CHANGE)
                .extracting(Object::getClass)
                .contains(AuthChange.class.getPermittedSubclasses());
        var state = AuthState.OFF;
        for (var change : EVERY_CHANGE) {
            var out = new BytesWriter(16);
            AuthCodec.write(change, out);
            var in = new BytesReader(out.toByteArray());
            var expected = state.with(change);
            state = state.with(AuthCodec.readChange(in));
            assertThat(in.hasMore()).isFalse();
            assertThat(bytes(state)).as(change.toString()).isEqualTo(bytes(expected));
            assertThat(bytes(AuthCodec.readState(new BytesReader(bytes(state)))))
                    .isEqualTo(bytes(state));
        }
        assertThat(state.users().keySet()).containsExactly("root");
        assertThat(state.revision()).isEqualTo(EVERY_CHANGE.size());
    }

    private static byte[] bytes(AuthState state) {
        var out = new BytesWriter(64);
        AuthCodec.write(state, out);
        return out.toByteArray();
    }
}
