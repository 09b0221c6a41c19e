package dev.kaptan.state.client;

import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.SnapshotRequest;
import dev.kaptan.state.backup.BackupFile;

import io.grpc.StatusRuntimeException;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Streams a member's state, consistent at one revision, into a file while the store goes on. */
public final class Backup {

    private Backup() {}

    /**
     * Writes the file, reads it again to verify it, and only then gives it its name.
     *
     * @throws IOException if the stream breaks off, or what arrived is damaged; no file is left
     */
    public static BackupFile.Summary take(StoreClient store, Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            stream(store, unfinished);
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
    private static void stream(StoreClient store, Path target) throws IOException {
        Files.deleteIfExists(target);
        OwnersFile.create(target);
        var chunks =
                MaintenanceGrpc.newBlockingStub(store.any())
                        .snapshot(SnapshotRequest.getDefaultInstance());
        try (var out = new FileOutputStream(target.toFile())) {
            while (chunks.hasNext()) {
                chunks.next().getBlob().writeTo(out);
            }
            out.getFD().sync();
        } catch (StatusRuntimeException e) {
            throw new IOException("the backup broke off: " + StoreClient.reason(e), e);
        }
    }
}
