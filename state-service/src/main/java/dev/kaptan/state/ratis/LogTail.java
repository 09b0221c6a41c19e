package dev.kaptan.state.ratis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Cuts a half-written entry off the end of the open log file. Ratis only does so where the file
 * ends there, but ours are allocated ahead and go on with zeros; it would refuse to start.
 *
 * <p>An entry was acknowledged only if it is whole, so a broken one with nothing behind it was not.
 * With a whole entry behind it the file is damaged, and nothing is cut.
 *
 * <p>Form of the file (Ratis' SegmentedRaftLogFormat): eight bytes of header; for each entry its
 * length as a varint, its bytes, and a CRC-32C of both; then zeros.
 */
final class LogTail {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final int HEADER_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;

    /** Every entry begins with its term: field 1, a varint (LogEntryProto). */
    private static final byte TERM_TAG = 0x08;

    private static final int NOT_WHOLE = -1;

    private final ByteBuffer content;

    private LogTail(ByteBuffer content) {
        this.content = content;
    }

    /** Mends the open file of a log directory, if there is one. */
    static void mend(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.newDirectoryStream(directory, "log_inprogress_*")) {
            for (var file : files) {
                mendFile(file);
            }
        }
    }

    private static void mendFile(Path file) throws IOException {
        var tail = new LogTail(ByteBuffer.wrap(Files.readAllBytes(file)));
        int end = tail.endOfWholeEntries();
        if (!tail.hasContentFrom(end)) {
            return;
        }
        if (tail.hasWholeEntryAfter(end)) {
            throw new IOException(
                    file
                            + " is damaged at byte "
                            + end
                            + ": whole entries follow a broken one;"
                            + " restore a backup or replace this member");
        }
        LOG.warn("{}: cut off a half-written entry at byte {}", file, end);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    private int endOfWholeEntries() {
        int position = Math.min(HEADER_BYTES, content.limit());
        for (int next = endOfEntry(position); next != NOT_WHOLE; next = endOfEntry(position)) {
            position = next;
        }
        return position;
    }

    private boolean hasContentFrom(int position) {
        for (int i = position; i < content.limit(); i++) {
            if (content.get(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWholeEntryAfter(int position) {
        for (int i = position + 1; i < content.limit(); i++) {
            if (content.get(i) != 0 && endOfEntry(i) != NOT_WHOLE) {
                return true;
            }
        }
        return false;
    }

    /** Where the entry that begins at {@code begin} ends, if there is a whole one. */
    private int endOfEntry(int begin) {
        int position = begin;
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            if (shift > 28 || position >= content.limit()) {
                return NOT_WHOLE;
            }
            byte next = content.get(position++);
            length |= (next & 0x7FL) << shift;
            if (next >= 0) {
                break;
            }
        }
        long checksumAt = position + length;
        boolean plausible =
                length > 0
                        && checksumAt + CHECKSUM_BYTES <= content.limit()
                        && content.get(position) == TERM_TAG;
        return plausible && checksumMatches(begin, (int) checksumAt)
                ? (int) checksumAt + CHECKSUM_BYTES
                : NOT_WHOLE;
    }

    private boolean checksumMatches(int begin, int checksumAt) {
        var checksum = new CRC32C();
        checksum.update(content.slice(begin, checksumAt - begin));
        return content.getInt(checksumAt) == (int) checksum.getValue();
    }
}
