package dev.kaptan.state.ratis;

import dev.kaptan.state.codec.BytesReader;
import dev.kaptan.state.codec.BytesWriter;
import dev.kaptan.state.codec.Disk;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * Remembers, with a checksum, what Ratis' own files cannot prove about themselves: the contents of
 * {@code raft-meta} (term and vote) and {@code raft-meta.conf} (members), which have no checksum,
 * and an entry that was applied, without which a log that was cut looks whole.
 *
 * <p>Two slots are written in turn, so that a write that is torn leaves the one before. Form of a
 * slot: magic, a length and so many bytes (sequence number and applied index as varints, the two
 * contents with their lengths), and a CRC-32C of all that.
 */
final class Guard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final byte[] MAGIC = "KAPTANG1".getBytes(StandardCharsets.US_ASCII);
    private static final int SLOT_BYTES = 16 * 1024;
    private static final int FRAME_BYTES = MAGIC.length + Integer.BYTES + Integer.BYTES;

    /**
     * More elections than there can have been between the last note and the end of the process:
     * from such a term on this member has never voted (Raft section 5.2).
     */
    private static final long TERMS_UNNOTED = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path metadata;
    private final Path configuration;
    private final Path file;
    private @Nullable Note last;
    private @Nullable FileChannel channel;

    /** What was so at one moment. */
    private record Note(long sequence, long applied, byte[] metadata, byte[] configuration) {}

    /**
     * @param group the directory of the Raft group, which need not exist yet
     */
    Guard(Path group) throws IOException {
        metadata = group.resolve("current").resolve("raft-meta");
        configuration = group.resolve("current").resolve("raft-meta.conf");
        file = group.resolve("guard");
        last = Files.exists(file) ? newest(Files.readAllBytes(file)) : null;
        if (last == null && Files.exists(file)) {
            LOG.warn("{} is damaged; it is written anew, all other files are examined", file);
        }
    }

    /** An entry that was applied, -1 if none is known of. */
    long applied() {
        var note = last;
        return note == null ? -1 : note.applied();
    }

    /**
     * Puts right what differs from the note, be it that a file is damaged or that it was written
     * just before the process ended: members as noted are brought up to date by the log, and in a
     * term that nobody has voted in yet no vote can be given twice.
     */
    void mend() throws IOException {
        var note = last;
        if (note == null) {
            return;
        }
        if (!Arrays.equals(note.configuration(), content(configuration))) {
            LOG.warn("{} is not as it was noted; the noted members are taken", configuration);
            replace(configuration, note.configuration());
        }
        if (!Arrays.equals(note.metadata(), content(metadata))) {
            long term = term(note.metadata()) + TERMS_UNNOTED;
            LOG.warn("{} is not as it was noted; this member goes on in term {}", metadata, term);
            var mended = "term=%d\nvotedFor=\n".formatted(term);
            replace(metadata, mended.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes down how things are now. */
    void note(long applied, boolean sync) {
        lock.lock();
        try {
            var before = last;
            if (!Files.exists(metadata)) {
                return;
            }
            var note =
                    new Note(
                            before == null ? 0 : before.sequence() + 1,
                            Math.max(applied, before == null ? -1 : before.applied()),
                            whole(metadata, before == null ? null : before.metadata()),
                            whole(configuration, before == null ? null : before.configuration()));
            write(note, sync);
            last = note;
        } catch (IOException e) {
            LOG.warn("{} was not brought up to date: {}", file, e.toString());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (channel != null) {
                channel.close();
            }
            channel = null;
        } finally {
            lock.unlock();
        }
    }

    private void write(Note note, boolean sync) throws IOException {
        var slot = encode(note);
        if (slot.remaining() > SLOT_BYTES) {
            throw new IOException("the members do not fit");
        }
        if (channel == null) {
            channel = open();
        }
        long position = note.sequence() % 2 * SLOT_BYTES;
        while (slot.hasRemaining()) {
            position += channel.write(slot, position);
        }
        if (sync) {
            channel.force(false);
        }
    }

    /** The file has its whole size from the start: a full disk does not keep it from its work. */
    private FileChannel open() throws IOException {
        var opened =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (opened.size() < 2 * SLOT_BYTES) {
            opened.write(ByteBuffer.allocate(2 * SLOT_BYTES), 0);
        }
        return opened;
    }

    private static ByteBuffer encode(Note note) {
        var out = new BytesWriter(256);
        out.number(note.sequence());
        out.number(note.applied());
        out.bytes(note.metadata());
        out.bytes(note.configuration());
        var payload = out.toByteArray();
        var slot = ByteBuffer.allocate(FRAME_BYTES + payload.length);
        slot.put(MAGIC).putInt(payload.length).put(payload);
        return slot.putInt(checksum(slot.array(), 0, slot.position())).flip();
    }

    private static @Nullable Note newest(byte[] slots) {
        var one = decode(slots, 0);
        var other = decode(slots, SLOT_BYTES);
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.sequence() > other.sequence() ? one : other;
    }

    private static @Nullable Note decode(byte[] slots, int begin) {
        int payload = begin + MAGIC.length + Integer.BYTES;
        if (slots.length < begin + FRAME_BYTES
                || !Arrays.equals(slots, begin, begin + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return null;
        }
        var numbers = ByteBuffer.wrap(slots);
        int length = numbers.getInt(begin + MAGIC.length);
        if (length < 0 || length > slots.length - payload - Integer.BYTES) {
            return null;
        }
        int end = payload + length;
        if (numbers.getInt(end) != checksum(slots, begin, end - begin)) {
            return null;
        }
        var in = new BytesReader(Arrays.copyOfRange(slots, payload, end));
        return new Note(in.number(), in.number(), in.bytes(), in.bytes());
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** What a file has; what it had before where the disk was so full that Ratis left it empty. */
    private static byte[] whole(Path file, byte @Nullable [] before) throws IOException {
        var content = content(file);
        return content.length == 0 && before != null ? before : content;
    }

    /** Nothing for a file that is not there. */
    private static byte[] content(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static void replace(Path file, byte[] content) throws IOException {
        if (content.length == 0) {
            Files.deleteIfExists(file);
            return;
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, content);
        Disk.sync(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(file.resolveSibling("."));
    }

    private static long term(byte[] metadata) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(new String(metadata, StandardCharsets.UTF_8)));
        return Long.parseLong(properties.getProperty("term", "0"));
    }
}
