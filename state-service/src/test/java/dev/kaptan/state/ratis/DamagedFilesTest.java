package dev.kaptan.state.ratis;

import static dev.kaptan.state.Bytes.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.RecordingMachine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A member whose process is gone and one of whose files is not what it was: it starts with the data
 * that it had or says which file is damaged. {@code -Dkaptan.seed=S -Dkaptan.trials=N} repeats.
 */
class DamagedFilesTest {

    private static final int TRIALS = Integer.getInteger("kaptan.trials", 25);
    private static final int ENTRIES = 60;
    private static final String PADDING = "x".repeat(20_000);

    @TempDir private Path scratch;
    private Path intact;
    private List<String> expected = List.of();

    private enum Injury {
        FLIP,
        CUT,
        BLANK,
        REPLACE,
        REPEAT,
        REMOVE,
        EXTEND
    }

    /** Two snapshots, closed log files and an open one. */
    @BeforeEach
    void write() throws IOException {
        intact = Files.createDirectory(scratch.resolve("intact"));
        var machine = new RecordingMachine();
        try (var log = open(intact, machine)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < ENTRIES; i++) {
                    log.append(bytes(round + "/" + i + PADDING));
                }
                if (round < 2) {
                    log.snapshot();
                }
            }
        }
        expected = machine.entries();
        assertThat(expected).hasSize(3 * ENTRIES);
    }

    @Test
    @Timeout(600)
    void startsWithTheSameDataOrNamesTheFile() throws Exception {
        long seed = Long.getLong("kaptan.seed", System.nanoTime());
        System.out.println("DamagedFilesTest: -Dkaptan.seed=" + seed);
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            var directory = copy(scratch.resolve("trial-" + trial));
            var injury = injure(directory, random);
            var what = "seed " + seed + ", trial " + trial + ": " + injury;
            refused += isRefused(directory, what) ? 1 : 0;
        }
        System.out.println("DamagedFilesTest: " + refused + " of " + TRIALS + " were refused");
    }

    private boolean isRefused(Path directory, String what) {
        var machine = new RecordingMachine();
        try (var log = open(directory, machine)) {
            assertThat(names(machine)).as(what).isEqualTo(names(expected));
            log.append(bytes("after"));
        } catch (IOException refusal) {
            assertThat(refusal).as(what).hasMessageContaining(directory.toString());
            return true;
        }
        var again = new RecordingMachine();
        try (var log = open(directory, again)) {
            assertThat(names(again)).as(what).startsWith(names(expected).toArray(new String[0]));
            assertThat(names(again)).as(what).endsWith("after").hasSize(expected.size() + 1);
            return false;
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
    }

    private String injure(Path directory, SplittableRandom random) throws IOException {
        var files = files(directory);
        var victim = files.get(random.nextInt(files.size()));
        var injury = Injury.values()[random.nextInt(Injury.values().length)];
        switch (injury) {
            case FLIP -> flip(victim, random);
            case CUT -> cut(victim, random);
            case BLANK -> blank(victim, random);
            case REPLACE -> {
                var other = files.get(random.nextInt(files.size()));
                Files.copy(other, victim, StandardCopyOption.REPLACE_EXISTING);
            }
            case REPEAT -> repeat(victim, random);
            case REMOVE -> Files.delete(victim);
            case EXTEND -> Files.write(victim, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        }
        return injury + " of " + directory.relativize(victim);
    }

    private static void flip(Path file, SplittableRandom random) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            for (int flips = random.nextInt(1, 4); flips > 0 && out.length() > 0; flips--) {
                long position = random.nextLong(out.length());
                out.seek(position);
                int was = out.read();
                out.seek(position);
                out.write(was ^ 1 << random.nextInt(8));
            }
        }
    }

    private static void cut(Path file, SplittableRandom random) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(random.nextLong(out.length() + 1));
        }
    }

    private static void blank(Path file, SplittableRandom random) throws IOException {
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            long from = random.nextLong(out.length() + 1);
            out.seek(from);
            out.write(new byte[(int) Math.min(random.nextInt(1, 8_192), out.length() - from)]);
        }
    }

    /** Under a name of the same kind, as if it covered other entries. */
    private static void repeat(Path file, SplittableRandom random) throws IOException {
        var name = file.getFileName().toString();
        var other = name.replaceFirst("\\d+(?=\\D*$)", "" + random.nextInt(400));
        if (!other.equals(name)) {
            Files.copy(file, file.resolveSibling(other), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path copy(Path target) throws IOException {
        try (var all = Files.walk(intact)) {
            for (var each : all.toList()) {
                Files.copy(each, target.resolve(intact.relativize(each).toString()));
            }
        }
        return target;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> names(RecordingMachine machine) {
        return names(machine.entries());
    }

    private static List<String> names(List<String> entries) {
        return entries.stream().map(each -> each.replace(PADDING, "")).toList();
    }

    private static RatisLog<Integer> open(Path directory, RecordingMachine machine)
            throws IOException {
        return SmallLog.open(directory, SmallLog.NO_SNAPSHOTS, machine);
    }
}
