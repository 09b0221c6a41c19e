package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.standalone.pki.ClusterPki;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

class StoreStartTest {

    private @TempDir Path directory;

    private StoreStart start(int members) {
        var options = new ClusterOptions(directory, 6443, 2379, members, 1, "unused", null);
        return new StoreStart(
                options,
                new ServiceArguments(options, new ClusterPki(directory, Clock.systemUTC())));
    }

    private void storeOfBefore() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("state")).resolve("lock"));
    }

    @Test
    void aNewStoreHasAllItsMembersFromTheBeginning() {
        assertThat(start(3).grows()).isFalse();
        assertThat(new StoreSize(directory).recorded()).isEqualTo(3);
    }

    @Test
    void anEmptyDirectoryIsNoStore() throws IOException {
        Files.createDirectory(directory.resolve("state"));
        assertThat(start(3).grows()).isFalse();
    }

    /** Whichever members had made something of theirs. */
    @Test
    void aFirstStartThatWasInterruptedGoesOnWithAllMembers() throws IOException {
        start(3).grows();
        storeOfBefore();
        assertThat(start(3).grows()).isFalse();
    }

    @Test
    void aStoreThatSaysNothingHasOneMemberAndGrows() throws IOException {
        storeOfBefore();
        assertThat(start(1).grows()).isFalse();
        assertThat(start(3).grows()).isTrue();
    }

    /** Until every member is there it has one: a growth that was interrupted goes on. */
    @Test
    void aStoreThatGrowsHasOneMemberUntilItHasGrown() {
        start(1).grows();
        assertThat(start(3).grows()).isTrue();
        assertThat(start(3).grows()).isTrue();
    }

    @Test
    void aStoreOfSeveralNeverStartsWithAnotherNumber() {
        start(3).grows();
        assertThatThrownBy(() -> start(1).grows())
                .isInstanceOf(StartFailure.class)
                .hasMessageEndingWith("has 3 members: start it with --state-members 3");
        assertThatThrownBy(() -> start(5).grows()).isInstanceOf(StartFailure.class);
    }
}
