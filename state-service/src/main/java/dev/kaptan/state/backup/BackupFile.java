package dev.kaptan.state.backup;

import dev.kaptan.state.mvcc.MvccStore;
import dev.kaptan.state.mvcc.Snapshot;
import dev.kaptan.state.mvcc.SnapshotReader;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A backup on disk, as Maintenance.Snapshot streams it: a snapshot of the store, zeros up to a
 * multiple of 512 bytes, and the SHA-256 of everything before (docs/state-format.md).
 */
public record BackupFile(Path path) {

    private static final int HASH_BYTES = 32;

    /** etcd's database has whole pages; etcdctl takes a stream for complete by its length. */
    private static final int BLOCK_BYTES = 512;

    private static final int BUFFER = 1 << 20;

    /** The first bytes of every snapshot of ours, whatever its version. */
    private static final String MAGIC = "KAPTANS";

    /**
     * What a backup holds.
     *
     * @param ours false for a snapshot of a real etcd, of which only the checksum can be verified
     * @param revision the store's at the moment of the backup, 0 if not ours
     */
    public record Summary(long bytes, boolean ours, long revision, int keys) {}

    /**
     * Reads all of it.
     *
     * @throws IOException naming the file, if it is cut off, damaged or no backup
     */
    public Summary verify() throws IOException {
        verifyHash();
        long bytes = Files.size(path);
        if (!isOurs()) {
            return new Summary(bytes, false, 0, 0);
        }
        var store = parse();
        return new Summary(bytes, true, store.revision(), store.view().keyCount());
    }

    /**
     * The store as it was; its checksums are verified before anything is believed.
     *
     * @throws IOException naming the file, if it is cut off, damaged or another product's
     */
    public MvccStore read() throws IOException {
        verifyHash();
        if (!isOurs()) {
            throw new IOException(
                    path
                            + " is no backup of Kaptan's store; a snapshot of a real etcd is"
                            + " restored by `etcdutl snapshot restore`");
        }
        return parse();
    }

    /**
     * Writes a store in the form of a backup; the caller buffers, flushes and closes the stream.
     */
    public static void write(Snapshot snapshot, OutputStream target) throws IOException {
        var digest = sha256();
        var counted = new CountingStream(new DigestOutputStream(target, digest));
        snapshot.writeTo(counted);
        counted.write(new byte[Math.floorMod(-counted.count(), BLOCK_BYTES)]);
        target.write(digest.digest());
    }

    /** How many bytes {@link #write} writes; it costs as much time as writing. */
    public static long size(Snapshot snapshot) throws IOException {
        var counted = new CountingStream(OutputStream.nullOutputStream());
        write(snapshot, counted);
        return counted.count();
    }

    private MvccStore parse() throws IOException {
        try (var in = open()) {
            return SnapshotReader.read(in);
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private boolean isOurs() throws IOException {
        try (var in = open()) {
            var begin = new String(in.readNBytes(MAGIC.length()), StandardCharsets.US_ASCII);
            return begin.equals(MAGIC);
        }
    }

    private void verifyHash() throws IOException {
        long content = Files.size(path) - HASH_BYTES;
        if (content <= 0) {
            throw new IOException(path + " is too short for a backup");
        }
        var digest = sha256();
        byte[] expected;
        try (var in = open()) {
            var buffer = new byte[BUFFER];
            for (long left = content; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                digest.update(buffer, 0, Math.max(0, read));
                left = read < 0 ? 0 : left - read;
            }
            expected = in.readNBytes(HASH_BYTES);
        }
        var found = digest.digest();
        if (!MessageDigest.isEqual(found, expected)) {
            throw new IOException(
                    path
                            + " is damaged or cut off: its SHA-256 is "
                            + HexFormat.of().formatHex(found)
                            + ", its end says "
                            + HexFormat.of().formatHex(expected));
        }
    }

    private InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), BUFFER);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
