package dev.kaptan.state.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StagedDirectoriesTest {

    private static final List<String> NAMES = List.of("state", "state-2");

    private @TempDir Path scratch;

    /** Two directories with old content, two staged with new. */
    private StagedDirectories staged(Path parent) throws IOException {
        var directories = new StagedDirectories(Files.createDirectories(parent));
        for (var name : NAMES) {
            Files.writeString(Files.createDirectories(parent.resolve(name)).resolve("file"), "old");
            Files.writeString(directories.stage(name).resolve("file"), "new");
        }
        return directories;
    }

    private static String content(Path directory) throws IOException {
        return Files.readString(directory.resolve("file"));
    }

    @Test
    void whatWasNotCommittedLeavesTheOldDirectories() throws Exception {
        var directories = staged(scratch);

        directories.finish();

        try (var left = Files.list(scratch)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
        }
        assertThat(content(scratch.resolve("state"))).isEqualTo("old");
    }

    @Test
    void aCrashBehindAnyStepEndsWithTheNewDirectoriesAndTheOldOnesBeside() throws Exception {
        int steps = committed(scratch.resolve("count")).remaining().size();
        assertThat(steps).isGreaterThan(5);
        for (int done = 0; done <= steps; done++) {
            var parent = scratch.resolve("crash-" + done);
            var directories = committed(parent);
            for (var step : directories.remaining().subList(0, done)) {
                step.run();
            }

            directories.finish();

            for (var name : NAMES) {
                assertThat(content(parent.resolve(name))).as("after " + done).isEqualTo("new");
                assertThat(content(parent.resolve(name + ".replaced"))).isEqualTo("old");
            }
            assertThat(directories.remaining()).as("after " + done).isEmpty();
        }
    }

    /** As a crash right after the commit leaves it. */
    private StagedDirectories committed(Path parent) throws IOException {
        var directories = staged(parent);
        Files.write(parent.resolve("restore-committed"), NAMES);
        return directories;
    }

    @Test
    void onlyTheDirectoriesReplacedLastAreKept() throws Exception {
        var directories = staged(scratch);
        directories.commit(NAMES);
        Files.writeString(directories.stage("state").resolve("file"), "newest");

        directories.commit(List.of("state"));

        assertThat(content(scratch.resolve("state"))).isEqualTo("newest");
        assertThat(content(scratch.resolve("state.replaced"))).isEqualTo("new");
    }

    @Test
    void aDirectoryThatWasNotThereIsSimplyMade() throws Exception {
        var directories = new StagedDirectories(scratch);
        Files.writeString(directories.stage("state").resolve("file"), "new");

        directories.commit(List.of("state"));

        assertThat(content(scratch.resolve("state"))).isEqualTo("new");
        assertThat(scratch.resolve("state.replaced")).doesNotExist();
    }
}
