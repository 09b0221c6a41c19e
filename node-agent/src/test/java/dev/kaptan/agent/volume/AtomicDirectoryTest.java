package dev.kaptan.agent.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class AtomicDirectoryTest {
    @TempDir Path root;

    @Test
    void showsItsFilesThroughLinksAndSwapsThemAtOnce() throws Exception {
        var directory = new AtomicDirectory(root);
        assertThat(directory.write(List.of(VolumeFile.of("a", "1", 0644)))).isTrue();
        var first = root.resolve("..data").toRealPath();
        assertThat(directory.write(List.of(VolumeFile.of("a", "1", 0644)))).isFalse();
        assertThat(
                        directory.write(
                                List.of(
                                        VolumeFile.of("a", "2", 0644),
                                        VolumeFile.of("d/b", "3", 0400))))
                .isTrue();
        assertThat(Files.readString(root.resolve("a"))).isEqualTo("2");
        assertThat(Files.readString(root.resolve("d/b"))).isEqualTo("3");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(root.resolve("d/b"))))
                .isEqualTo("r--------");
        assertThat(first).doesNotExist();
        directory.write(List.of(VolumeFile.of("d/b", "3", 0400)));
        assertThat(Files.exists(root.resolve("a"))).isFalse();
    }

    @Test
    void refusesPathsThatLeadOut() {
        assertThatThrownBy(() -> VolumeFile.of("../x", "", 0644)).hasMessageContaining("'..'");
        assertThatThrownBy(() -> VolumeFile.of("/x", "", 0644)).hasMessageContaining("relative");
    }
}
