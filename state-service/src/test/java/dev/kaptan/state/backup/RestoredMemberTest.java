package dev.kaptan.state.backup;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.KeyRange;
import dev.kaptan.state.mvcc.KeyValue;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Operation;
import dev.kaptan.state.mvcc.Refused;
import dev.kaptan.state.mvcc.Snapshot;
import dev.kaptan.state.mvcc.Sort;
import dev.kaptan.state.ratis.RatisLog;
import dev.kaptan.state.ratis.RatisSettings;
import dev.kaptan.state.store.Outcome;
import dev.kaptan.state.store.StateStore;
import dev.kaptan.state.store.StoreMachine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

class RestoredMemberTest {

    private static final long LEAP = 1_000;

    private @TempDir Path directory;

    private static MvccStore filled() {
        var store = new MvccStore();
        store.apply(new Command.LeaseGrant(7, 60));
        for (int i = 0; i < 20; i++) {
            store.apply(put("key" + i % 10, "value" + i, i % 10 == 3 ? 7 : 0));
        }
        store.apply(new Operation.Delete(KeyRange.single(bytes("key5")), false));
        return store;
    }

    private static Operation.Put put(String key, String value, long lease) {
        return new Operation.Put(bytes(key), bytes(value), lease, false, false, false);
    }

    private BackupFile backupOf(MvccStore store) throws IOException {
        var file = directory.resolve("backup");
        try (var out = Files.newOutputStream(file)) {
            BackupFile.write(Snapshot.of(store), out);
        }
        return new BackupFile(file);
    }

    @Test
    void aBackupSaysWhatItHolds() throws Exception {
        var backup = backupOf(filled());

        assertThat(backup.verify())
                .isEqualTo(new BackupFile.Summary(Files.size(backup.path()), true, 22, 9));
        assertThat(Files.size(backup.path()) % 512).isEqualTo(32);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aDamagedBackupIsRefused(long seed) throws Exception {
        var backup = backupOf(filled());
        var content = Files.readAllBytes(backup.path());
        var random = new SplittableRandom(seed);
        if (seed % 2 == 0) {
            content[random.nextInt(content.length)] ^= 1;
        } else {
            content = Arrays.copyOf(content, random.nextInt(content.length));
        }
        Files.write(backup.path(), content);

        assertThatIOException()
                .isThrownBy(backup::read)
                .withMessageContaining(backup.path().toString());
    }

    @Test
    void aMemberStartsFromItWithTheSameKeysAndARevisionFarAhead() throws Exception {
        var store = filled();
        var data = restored(store);

        try (var log = open(data, "new")) {
            var machine = this.machine;
            assertThat(texts(machine.store())).isEqualTo(texts(store));
            assertThat(machine.store().revision()).isEqualTo(store.revision() + LEAP);
            assertThat(machine.store().view().leaseTtlSeconds(7)).isEqualTo(60);
            assertThatThrownBy(() -> machine.store().events(store.revision(), event -> {}))
                    .isInstanceOf(Refused.class);
            var revoked = new StateStore(log, machine, Runnable::run);
            revoked.execute(new Command.LeaseRevoke(7));
            assertThat(texts(machine.store())).noneMatch(text -> text.startsWith("key3 "));
            revoked.execute(put("later", "1", 0));
        }

        try (var log = open(data, "new")) {
            assertThat(log.alone()).isTrue();
            assertThat(machine.store().revision()).isEqualTo(store.revision() + LEAP + 2);
            assertThat(texts(machine.store())).anyMatch(text -> text.startsWith("later "));
        }
    }

    @Test
    void theNewClustersTokenCountsMoreThanTheSetting() throws Exception {
        assertThat(ClusterToken.of(directory, "setting")).isEqualTo("setting");
        assertThat(ClusterToken.of(restored(filled()), "setting")).isEqualTo("new");
    }

    private Path restored(MvccStore store) throws IOException {
        var data = Files.createDirectories(directory.resolve("data"));
        RestoredMember.of(backupOf(store).read(), LEAP, "new").write(data);
        return data;
    }

    private StoreMachine machine = new StoreMachine();

    private ReplicatedLog<List<Outcome>> open(Path data, String token) throws IOException {
        machine = new StoreMachine();
        var settings =
                new RatisSettings(
                        data,
                        token,
                        "one",
                        List.of(new RatisSettings.Peer("one", "localhost:0")),
                        1 << 20,
                        4 << 20,
                        Duration.ofSeconds(20));
        return new RatisLog<>(settings, machine);
    }

    private static List<String> texts(MvccStore store) {
        var texts = new ArrayList<String>();
        var everything =
                new Operation.Range(
                        new KeyRange(new byte[0], null),
                        0,
                        0,
                        Sort.NONE,
                        false,
                        false,
                        Operation.Bounds.NONE);
        for (var entry : store.view().range(everything).entries()) {
            texts.add(text(entry));
        }
        return texts;
    }

    private static String text(KeyValue entry) {
        return "%s %s %d %d %d %d"
                .formatted(
                        new String(entry.key(), StandardCharsets.UTF_8),
                        new String(entry.value(), StandardCharsets.UTF_8),
                        entry.createRevision(),
                        entry.modRevision(),
                        entry.version(),
                        entry.lease());
    }
}
