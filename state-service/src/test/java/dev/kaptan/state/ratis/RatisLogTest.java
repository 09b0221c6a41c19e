package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.RecordingMachine;
import dev.kaptan.state.log.ReplicatedLog;
import dev.kaptan.state.log.ReplicatedLogContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class RatisLogTest extends ReplicatedLogContract {

    @TempDir private Path directory;

    @Override
    protected ReplicatedLog<Integer> open(RecordingMachine machine) throws IOException {
        return SmallLog.open(directory, 4 * SmallLog.SEGMENT_BYTES, machine);
    }

    @Test
    void cutsAHalfWrittenEntryOffTheTail() throws IOException {
        appendMany("a");
        log.close();
        var file = files("current", "log_inprogress").getFirst();
        // The length of an entry and its first bytes, as one that was not acknowledged leaves them.
        Files.write(file, new byte[] {40, 8, 1, 16, 26, 1}, StandardOpenOption.APPEND);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        machine = new RecordingMachine();
        log = open(machine);
        log.append(bytes("b"));
        assertThat(machine.entries()).startsWith("a0").endsWith("a24", "b").hasSize(26);
    }

    /** By itself it would be a second, the time between two looks of the thread that writes. */
    @Test
    void closesAtOnceWhenItIsIdle() throws IOException {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            log.close();
            fastest = Math.min(fastest, System.nanoTime() - begin);
            log = open(new RecordingMachine());
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(700));
    }

    /** As in a JVM with several clusters, whose members have the default's name. */
    @Test
    void oneThatIsClosedLeavesAnotherOfTheSameNameAlone() throws Exception {
        // What other tests of this JVM have left ends within a second.
        TestGroup.await("no others run", () -> threads("-SegmentedRaftLogWorker") == 1);
        var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        for (int i = 0; i < 3; i++) {
            SmallLog.open(elsewhere, SmallLog.NO_SNAPSHOTS, new RecordingMachine()).close();
        }
        assertThat(threads("-SegmentedRaftLogWorker")).isEqualTo(1);
        assertThat(threads("-cacheEviction-AwaitToRun")).isEqualTo(1);
        log.append(bytes("still"));
        assertThat(machine.entries()).containsExactly("still");
    }

    private static long threads(String ending) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith(ending))
                .count();
    }

    /** Ratis closes itself then, and says so to nobody. */
    @Test
    void aMachineThatFailsIsALogThatWorksNoMore() throws Exception {
        log.close();
        machine =
                new RecordingMachine() {
                    @Override
                    public Integer apply(byte[] entry) {
                        if (new String(entry, StandardCharsets.UTF_8).equals("poison")) {
                            throw new IllegalStateException("a defect");
                        }
                        return super.apply(entry);
                    }
                };
        var patience = Duration.ofSeconds(3);
        log = SmallLog.open(directory, "test", SmallLog.NO_SNAPSHOTS, patience, machine);
        log.append(bytes("a"));
        assertThat(log.works()).isTrue();
        assertThatExceptionOfType(LogException.class).isThrownBy(() -> log.append(bytes("poison")));
        TestGroup.await("it has closed itself", () -> !log.works());
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> log.append(bytes("b")))
                .returns(LogException.Reason.STOPPED, LogException::reason);
    }

    /** The member's own announcement is an entry too, which comes before or after the first. */
    @Test
    void refusesALogWithoutItsLastEntry() throws IOException {
        appendMany("a");
        log.close();
        var file = files("current", "log_inprogress").getFirst();
        int torn = find(file, "a24") + 1;
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(torn);
            out.write(new byte[(int) out.length() - torn]);
        }
        assertThatIOException()
                .isThrownBy(() -> open(new RecordingMachine()))
                .withMessageContaining(file.toString())
                .withMessageMatching("(?s).*is damaged, entry 2[56] .*")
                .withMessageContaining("restore a backup");
    }

    @Test
    void refusesALogThatIsDamagedInTheMiddle() throws IOException {
        appendMany("a");
        log.close();
        var file = files("current", "log_inprogress").getFirst();
        int broken = find(file, "a12");
        overwrite(file, broken, 'X');
        assertThatIOException()
                .isThrownBy(() -> open(new RecordingMachine()))
                .withMessageContaining("log_inprogress")
                .withMessageMatching("(?s).*is damaged, entry 1[34] .*");
        overwrite(file, broken, 'a');
        machine = new RecordingMachine();
        log = open(machine);
        log.append(bytes("b"));
        assertThat(machine.entries()).hasSize(26);
    }

    @Test
    void refusesASnapshotThatIsDamaged() throws IOException {
        appendMany("a");
        log.snapshot();
        log.close();
        var snapshot = files("sm", "snapshot.").getFirst();
        overwrite(snapshot, 2, 0x7f);
        assertThatIOException()
                .isThrownBy(() -> open(new RecordingMachine()))
                .withMessageContaining(snapshot.getFileName().toString());
    }

    @Test
    void dropsTheFilesThatASnapshotCovers() throws Exception {
        var large = "x".repeat(200_000);
        for (int i = 0; i < 16; i++) {
            log.append(bytes(large));
        }
        assertThat(files("current", "log_")).hasSizeGreaterThan(2);
        log.snapshot();
        for (int wait = 0; wait < 100 && files("current", "log_").size() > 1; wait++) {
            Thread.sleep(50);
        }
        assertThat(files("current", "log_")).hasSize(1);
    }

    @Test
    void saysWhyNoSnapshotWasWrittenAndGoesOn() throws IOException {
        appendMany("a");
        log.snapshot();
        var folder = files("sm", "snapshot.").getFirst().getParent();
        log.append(bytes("b"));
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> log.snapshot())
                .withMessageContaining("nothing was written")
                .withMessageContaining(folder.toString());
        Files.createDirectory(folder);
        log.append(bytes("c"));
        log.snapshot();
        assertThat(files("sm", "snapshot.")).hasSize(1);
    }

    @Test
    void answersWhoWantsASnapshotThatTheMachineFailsAt() throws IOException {
        var broken = new AtomicBoolean(true);
        log.close();
        machine =
                new RecordingMachine() {
                    @Override
                    public Frozen freeze() {
                        var frozen = super.freeze();
                        return target -> {
                            if (broken.get()) {
                                throw new IllegalStateException("the machine is broken");
                            }
                            frozen.writeTo(target);
                        };
                    }
                };
        log = open(machine);
        assertThatExceptionOfType(LogException.class)
                .isThrownBy(this::snapshotInTime)
                .withMessageContaining("nothing was written")
                .withMessageContaining("the machine is broken");
        broken.set(false);
        log.snapshot();
        assertThat(files("sm", "snapshot.")).hasSize(1);
    }

    @Test
    void refusesTheDataOfAnotherClusterRatherThanBeginWithNothing() throws IOException {
        appendMany("a");
        log.close();
        assertThatExceptionOfType(OtherClusterException.class)
                .isThrownBy(() ->
                        SmallLog.open(
                                directory,
                                "another",
                                SmallLog.NO_SNAPSHOTS,
                                new RecordingMachine()))
                .withMessageContaining("has the data of another cluster")
                .withMessageContaining("not of 'another'")
                .withMessageContaining("give the token that it began with, or another data-dir");
        machine = new RecordingMachine();
        log = open(machine);
        assertThat(machine.entries()).hasSize(25);
    }

    private void snapshotInTime() {
        try {
            CompletableFuture.runAsync(log::snapshot).orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException ours ? ours : e;
        }
    }

    private static int find(Path file, String text) throws IOException {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int at = content.lastIndexOf(text);
        assertThat(at).isPositive();
        return at;
    }

    private static void overwrite(Path file, int position, int replacement) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(position);
            out.write(replacement);
        }
    }

    /** Of one directory: files that go meanwhile are only not listed, where a walk would fail. */
    private List<Path> files(String folder, String prefix) throws IOException {
        var parent = Identity.groupsIn(directory).getFirst().resolve(folder);
        try (var all = Files.list(parent)) {
            return all.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .filter(each -> !each.toString().endsWith(".md5"))
                    .toList();
        }
    }
}
