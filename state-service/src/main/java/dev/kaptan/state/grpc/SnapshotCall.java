package dev.kaptan.state.grpc;

import com.google.protobuf.UnsafeByteOperations;

import dev.kaptan.etcd.api.SnapshotResponse;
import dev.kaptan.state.backup.BackupFile;
import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Snapshot;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Streams a backup to one client, no faster than that reads it. The state is the one of the moment
 * it began; the store goes on meanwhile.
 */
final class SnapshotCall {

    /** etcd's size of a message. */
    private static final int CHUNK_BYTES = 32 * 1024;

    private final ServerCallStreamObserver<SnapshotResponse> client;

    /** Released whenever the client may take more, or is gone. */
    private final Semaphore changes = new Semaphore(0);

    /** To be called by the thread that received the call. */
    SnapshotCall(ServerCallStreamObserver<SnapshotResponse> client) {
        this.client = client;
        client.setOnReadyHandler(changes::release);
        client.setOnCancelHandler(changes::release);
    }

    /** Blocks until everything is on its way or the client is gone. */
    void stream(MvccStore store) {
        var snapshot = Snapshot.of(store);
        try {
            long bytes = BackupFile.size(snapshot);
            var out = new BufferedOutputStream(new Chunks(bytes), CHUNK_BYTES);
            BackupFile.write(snapshot, out);
            out.flush();
            client.onCompleted();
        } catch (ClientGone gone) {
            // Nobody is left to be told.
        } catch (IOException | RuntimeException e) {
            client.onError(Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    /** The client has cancelled or lost its connection. */
    private static final class ClientGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Chunks extends OutputStream {

        private long remaining;

        private Chunks(long bytes) {
            remaining = bytes;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int from = offset; from < offset + length; from += CHUNK_BYTES) {
                send(
                        Arrays.copyOfRange(
                                bytes, from, Math.min(offset + length, from + CHUNK_BYTES)));
            }
        }

        private void send(byte[] chunk) {
            awaitReady();
            remaining -= chunk.length;
            client.onNext(
                    SnapshotResponse.newBuilder()
                            .setBlob(UnsafeByteOperations.unsafeWrap(chunk))
                            .setRemainingBytes(remaining)
                            .setVersion(MaintenanceService.VERSION)
                            .build());
        }

        private void awaitReady() {
            while (!client.isReady()) {
                if (client.isCancelled()) {
                    throw new ClientGone();
                }
                changes.acquireUninterruptibly();
            }
        }
    }
}
