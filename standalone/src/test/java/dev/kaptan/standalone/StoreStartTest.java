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
        return start(members, 6443);
    }

    private StoreStart start(int members, int port) {
        var options = new ClusterOptions(directory, port, 2379, members, 1, "unused", null);
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

    /** Each knows where the others are from their log, not only from its settings. */
    @Test
    void aStoreOfSeveralStartsAtItsPortsOnly() {
        start(3).grows();
        assertThatThrownBy(() -> start(3, 7443).grows())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("at ports that follow from --port 6443: start it with that");
        assertThat(start(3).grows()).isFalse();
    }

    @Test
    void aStoreOfOneStartsAtAnyPortUntilItHasGrown() {
        start(1).grows();
        assertThat(start(1, 7443).grows()).isFalse();
        assertThat(start(3, 8443).grows()).isTrue();
    }

    @Test
    void aStoreThatWasRestoredStartsAtAnyPortOnce() {
        start(3).grows();
        new StoreSize(directory).record(3);
        assertThat(start(3, 7443).grows()).isFalse();
        assertThatThrownBy(() -> start(3).grows()).isInstanceOf(StartFailure.class);
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
