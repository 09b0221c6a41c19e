package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine.Frozen;

import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;

/** The snapshot files: a file counts once it is whole, synced and has its final name. */
final class Snapshots {

    private static final int BUFFER = 1 << 20;

    private final SimpleStateMachineStorage storage;

    Snapshots(SimpleStateMachineStorage storage) {
        this.storage = storage;
    }

    /** Writes a state beside whatever goes on, and returns its size in bytes. */
    long write(Frozen frozen, TermIndex covered) throws IOException {
        var file = storage.getSnapshotFile(covered.getTerm(), covered.getIndex()).toPath();
        var hash = writeFile(file, frozen);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, hash), covered));
        return Files.size(file);
    }

    /** Writes a state and its MD5, synced to the disk. */
    static MD5Hash writeFile(Path file, Frozen frozen) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        var digest = MD5FileUtil.newMD5();
        try (var out = new FileOutputStream(unfinished.toFile())) {
            var buffered = new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER);
            frozen.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
        var hash = MD5Hash.newInstance(digest.digest());
        MD5FileUtil.saveMD5File(file.toFile(), hash);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.toAbsolutePath().resolveSibling("."));
        return hash;
    }

    @Nullable SingleFileSnapshotInfo latest() {
        return storage.loadLatestSnapshot();
    }

    static InputStream open(SingleFileSnapshotInfo snapshot) throws IOException {
        return new BufferedInputStream(Files.newInputStream(snapshot.getFile().getPath()), BUFFER);
    }

    /** A file's content, or a directory's names. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
