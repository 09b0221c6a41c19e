package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.Disk;
import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.log.ReplicatedMachine.Frozen;

import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The snapshot files: a file counts once it is whole, synced and has its final name. */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String UNFINISHED = ".tmp";
    private static final String DAMAGED = ".damaged";

    private final SimpleStateMachineStorage storage;

    Snapshots(SimpleStateMachineStorage storage) {
        this.storage = storage;
    }

    private record Candidate(Path file, TermIndex covered) {}

    /** Writes a state beside whatever goes on, and returns its size in bytes. */
    long write(Frozen frozen, TermIndex covered) throws IOException {
        var file = storage.getSnapshotFile(covered.getTerm(), covered.getIndex()).toPath();
        var hash = writeFile(file, covered, frozen);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, hash), covered));
        return Files.size(file);
    }

    /** Writes a state and its MD5, synced to the disk; leaves nothing where that fails. */
    static MD5Hash writeFile(Path file, TermIndex covered, Frozen frozen) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        MD5Hash hash;
        try {
            hash = SnapshotFile.write(unfinished, covered, frozen);
            MD5FileUtil.saveMD5File(file.toFile(), hash);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Disk.sync(file.toAbsolutePath().resolveSibling("."));
        return hash;
    }

    /**
     * Brings the machine to the newest snapshot of a directory, and returns what that covers, null
     * if there is none. Where it is damaged an older one will do, if the log has every entry since.
     *
     * @param log what there is of the log, null if only the newest will do
     */
    static @Nullable TermIndex restore(
            Path directory, ReplicatedMachine<?> machine, @Nullable LogFiles log)
            throws IOException {
        var candidates = candidates(directory);
        for (var candidate : candidates) {
            try {
                var hash = SnapshotFile.read(candidate.file(), candidate.covered(), machine);
                setAside(candidates.subList(0, candidates.indexOf(candidate)));
                mendDigests(candidate, hash, candidates);
                return candidate.covered();
            } catch (IOException damaged) {
                boolean last = candidate == candidates.getLast();
                var next = last ? null : candidates.get(candidates.indexOf(candidate) + 1);
                if (log == null
                        || next == null
                        || !log.reachBackTo(next.covered().getIndex() + 1)) {
                    throw damaged;
                }
                LOG.warn(
                        "{}; the log has every entry since {}, from which this member starts",
                        damaged.getMessage(),
                        next.file().getFileName());
            }
        }
        return null;
    }

    /** Newest first. */
    private static List<Candidate> candidates(Path directory) throws IOException {
        var candidates = new ArrayList<Candidate>();
        if (!Files.isDirectory(directory)) {
            return candidates;
        }
        try (var files = Files.newDirectoryStream(directory, "snapshot.*")) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                if (SimpleStateMachineStorage.SNAPSHOT_REGEX.matcher(name).matches()) {
                    candidates.add(
                            new Candidate(
                                    file,
                                    SimpleStateMachineStorage.getTermIndexFromSnapshotFile(
                                            file.toFile())));
                } else if (name.endsWith(UNFINISHED)) {
                    Files.delete(file);
                }
            }
        }
        candidates.sort(
                Comparator.comparingLong((Candidate each) -> each.covered().getIndex()).reversed());
        return candidates;
    }

    private static void setAside(List<Candidate> damaged) throws IOException {
        for (var each : damaged) {
            var aside = each.file().resolveSibling(each.file().getFileName() + DAMAGED);
            Files.move(each.file(), aside, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(digestOf(each.file()));
        }
    }

    /**
     * Ratis takes a directory in which one digest cannot be read for one without any snapshot, and
     * would begin with nothing.
     */
    private static void mendDigests(Candidate used, MD5Hash hash, List<Candidate> all)
            throws IOException {
        for (var each : all) {
            var stored = Files.exists(each.file()) ? stored(each.file()) : null;
            if (each == used && !hash.equals(stored)) {
                MD5FileUtil.saveMD5File(used.file().toFile(), hash);
            } else if (stored == null) {
                Files.deleteIfExists(digestOf(each.file()));
            }
        }
    }

    private static @Nullable MD5Hash stored(Path file) {
        try {
            return MD5FileUtil.readStoredMd5ForFile(file.toFile());
        } catch (IOException unreadable) {
            LOG.warn("{} is damaged and made anew", digestOf(file));
            return null;
        }
    }

    private static Path digestOf(Path file) {
        return MD5FileUtil.getDigestFileForFile(file.toFile()).toPath();
    }
}
