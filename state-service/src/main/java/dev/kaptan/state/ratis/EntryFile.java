package dev.kaptan.state.ratis;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The entries of one log file, read for their checksums and numbers alone.
 *
 * <p>Form (Ratis' SegmentedRaftLogFormat): eight bytes of header; for each entry its length as a
 * varint, its bytes (LogEntryProto), and a CRC-32C of both; then zeros up to the allocated size.
 */
final class EntryFile implements AutoCloseable {

    static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);

    private static final int CHECKSUM_BYTES = 4;

    /** Every entry begins with its term and its index: fields 1 and 2, varints. */
    private static final byte TERM_TAG = 0x08;

    private static final byte INDEX_TAG = 0x10;

    private final Arena arena = Arena.ofConfined();
    private final ByteBuffer content;

    /**
     * A whole entry.
     *
     * @param begin where its bytes begin
     * @param end where the next one begins
     */
    record Entry(long index, int begin, int end) {}

    private EntryFile(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            content =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                            .asByteBuffer();
        }
    }

    static EntryFile open(Path file) throws IOException {
        return new EntryFile(file);
    }

    boolean hasHeader() {
        return content.limit() >= HEADER.length
                && content.slice(0, HEADER.length).equals(ByteBuffer.wrap(HEADER));
    }

    boolean isBlankFrom(int position) {
        int words = position + (content.limit() - position) / Long.BYTES * Long.BYTES;
        for (int i = position; i < words; i += Long.BYTES) {
            if (content.getLong(i) != 0) {
                return false;
            }
        }
        for (int i = Math.max(position, words); i < content.limit(); i++) {
            if (content.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether an entry that is whole begins anywhere behind {@code position}. */
    boolean hasWholeEntryAfter(int position) {
        for (int i = position + 1; i < content.limit(); i++) {
            if (content.get(i) != 0 && entryAt(i) != null) {
                return true;
            }
        }
        return false;
    }

    /** The whole entry that begins there, null if there is none. */
    @Nullable Entry entryAt(int begin) {
        var numbers = content.duplicate().position(Math.min(begin, content.limit()));
        long length = varint(numbers);
        long checksumAt = numbers.position() + length;
        if (length <= 0 || checksumAt + CHECKSUM_BYTES > content.limit()) {
            return null;
        }
        boolean plausible = numbers.get(numbers.position()) == TERM_TAG;
        if (!plausible || !checksumMatches(begin, (int) checksumAt)) {
            return null;
        }
        int contentAt = numbers.position();
        return new Entry(index(numbers), contentAt, (int) checksumAt + CHECKSUM_BYTES);
    }

    /** An entry's bytes, a LogEntryProto. */
    byte[] contentOf(Entry entry) {
        var bytes = new byte[entry.end() - CHECKSUM_BYTES - entry.begin()];
        content.get(entry.begin(), bytes);
        return bytes;
    }

    /** Fields with the value zero are left out, as protobuf does. */
    private static long index(ByteBuffer entry) {
        entry.get();
        varint(entry);
        return entry.get() == INDEX_TAG ? varint(entry) : 0;
    }

    /** A varint of at most ten bytes, -1 if there is none. */
    private static long varint(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 64 && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        return -1;
    }

    private boolean checksumMatches(int begin, int checksumAt) {
        var checksum = new CRC32C();
        checksum.update(content.slice(begin, checksumAt - begin));
        return content.getInt(checksumAt) == (int) checksum.getValue();
    }

    @Override
    public void close() {
        arena.close();
    }
}
