package dev.kaptan.state.client;

import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.backup.MemberFiles;
import dev.kaptan.state.mvcc.Snapshot;

import io.grpc.StatusRuntimeException;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a store's state, consistent at one revision, into a file. */
public final class Backup {

    private static final int BUFFER = 1 << 16;

    private Backup() {}

    /** Writes a backup's bytes. */
    private interface Source {
        void writeTo(OutputStream target) throws IOException;
    }

    /**
     * Writes the file, reads it again to verify it, and only then gives it its name.
     *
     * @throws IOException if the stream breaks off, or what arrived is damaged; no file is left
     */
    public static BackupFile.Summary take(StoreClient store, Path file) throws IOException {
        return take(target -> stream(store, target), file);
    }

    /**
     * As {@link #take(StoreClient, Path)}, of a member that does not run.
     *
     * @throws IOException if the member runs, or its files are damaged; no file is left
     */
    public static BackupFile.Summary take(MemberFiles member, Path file) throws IOException {
        var state = Snapshot.of(member.read());
        return take(target -> BackupFile.write(state, target), file);
    }

    private static BackupFile.Summary take(Source source, Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            write(source, unfinished);
            var summary = new BackupFile(unfinished).verify();
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return summary;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** It holds Secrets: nobody but its owner may read it, from its first byte on. */
    private static void write(Source source, Path target) throws IOException {
        Files.deleteIfExists(target);
        OwnersFile.create(target);
        try (var out = new FileOutputStream(target.toFile())) {
            var buffered = new BufferedOutputStream(out, BUFFER);
            source.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    private static void stream(StoreClient store, OutputStream target) throws IOException {
        var chunks =
                MaintenanceGrpc.newBlockingStub(store.any())
                        .snapshot(SnapshotRequest.getDefaultInstance());
        try {
            while (chunks.hasNext()) {
                chunks.next().getBlob().writeTo(target);
            }
        } catch (StatusRuntimeException e) {
            throw new IOException("the backup broke off: " + StoreClient.reason(e), e);
        }
    }
}
