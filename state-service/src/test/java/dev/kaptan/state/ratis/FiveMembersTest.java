package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class FiveMembersTest {

    @TempDir private Path directory;

    @Test
    void twoMayFailTheLeaderAmongThemAndAThirdMayNot() throws IOException {
        try (var group = new TestGroup<>(directory, 4 << 20, RecordingMachine::new)) {
            group.start("a", "b", "c", "d", "e");
            group.leader().log().append(bytes("by five"));
            group.stop(group.leader().name());
            group.stop(group.leader().name());
            group.follower().log().append(bytes("by three"));
            for (var member : group.members()) {
                member.log().barrier();
                assertThat(member.machine().entries()).containsExactly("by five", "by three");
            }
            group.stop(group.follower().name());
            var left = group.members().getFirst();
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> left.log().append(bytes("by two")));
            assertThatExceptionOfType(LogException.class).isThrownBy(() -> left.log().barrier());
        }
    }
}
