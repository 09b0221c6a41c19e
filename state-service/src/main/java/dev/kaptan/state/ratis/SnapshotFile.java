package dev.kaptan.state.ratis;

import dev.kaptan.state.log.ReplicatedMachine;
import dev.kaptan.state.log.ReplicatedMachine.Frozen;

import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.MD5FileUtil;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One snapshot on disk.
 *
 * <p>Form: magic, term and index of the last entry that it covers, the machine's state, and a
 * CRC-32C of all before it. Term and index stand in it as well as in its name, so that a file that
 * was copied over another one is not taken for it. Files of before that begin with the state, and
 * only their digest says whether they are whole.
 */
final class SnapshotFile {

    private static final byte[] MAGIC = "KAPTANF1".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 20;

    private SnapshotFile() {}

    static MD5Hash write(Path file, TermIndex covered, Frozen frozen) throws IOException {
        var digest = MD5FileUtil.newMD5();
        try (var out = new FileOutputStream(file.toFile())) {
            var buffered = new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER);
            var checked = new CheckedOutputStream(buffered, new CRC32C());
            var data = new DataOutputStream(checked);
            data.write(MAGIC);
            data.writeLong(covered.getTerm());
            data.writeLong(covered.getIndex());
            frozen.writeTo(data);
            data.writeInt((int) checked.getChecksum().getValue());
            data.flush();
            out.getFD().sync();
        }
        return MD5Hash.newInstance(digest.digest());
    }

    /**
     * Hands the state to the machine; throws what names the file if it is not as it was written.
     * The digest, which else only Ratis asks for, is computed beside that: it takes as long.
     */
    static MD5Hash read(Path file, TermIndex covered, ReplicatedMachine<?> machine)
            throws IOException {
        var digest = CompletableFuture.supplyAsync(() -> digest(file));
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            in.mark(MAGIC.length);
            if (Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                readFramed(in, covered, machine);
            } else {
                in.reset();
                requireStored(digest.join(), file);
                machine.restore(in);
            }
            return digest.join();
        } catch (IOException | RuntimeException e) {
            throw new IOException(Damage.of(file, String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    /** As {@link MD5FileUtil#computeMd5ForFile}, which would leave the whole file mapped. */
    private static MD5Hash digest(Path file) {
        var digest = MD5FileUtil.newMD5();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return MD5Hash.newInstance(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireStored(MD5Hash digest, Path file) throws IOException {
        if (!digest.equals(MD5FileUtil.readStoredMd5ForFile(file.toFile()))) {
            throw new IOException("it has neither a frame nor the digest that was noted for it");
        }
    }

    private static void readFramed(InputStream in, TermIndex covered, ReplicatedMachine<?> machine)
            throws IOException {
        var checked = new CheckedInputStream(in, new CRC32C());
        checked.getChecksum().update(MAGIC);
        var data = new DataInputStream(checked);
        var written = TermIndex.valueOf(data.readLong(), data.readLong());
        if (!written.equals(covered)) {
            throw new IOException("its content covers " + written);
        }
        machine.restore(checked);
        int expected = (int) checked.getChecksum().getValue();
        if (data.readInt() != expected) {
            throw new IOException("its checksum does not match its content");
        }
        if (in.read() >= 0) {
            throw new IOException("something follows its end");
        }
    }
}
