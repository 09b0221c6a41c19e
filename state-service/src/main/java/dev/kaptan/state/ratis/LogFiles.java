package dev.kaptan.state.ratis;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Examines a member's log files before Ratis does. Where a file is short, out of order or begins
 * with zeros, Ratis would go on without it or delete it; here a file that lacks anything that was
 * acknowledged is named and refused.
 *
 * <p>One thing is mended: an entry that was half written when the machine stopped, which nobody was
 * told of. Ratis only cuts it off where the file ends there, but ours are allocated ahead.
 */
final class LogFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);
    private static final Pattern CLOSED = Pattern.compile("log_(\\d{1,18})-(\\d{1,18})");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d{1,18})");

    private final Path directory;
    private final List<LogFile> files;

    /**
     * @param last index of the last entry by its name, null for the file that is being written
     */
    private record LogFile(Path path, long first, @Nullable Long last) {}

    /** Is given entries in their order. */
    interface EntryConsumer {
        /**
         * @param entry the bytes of a LogEntryProto
         */
        void accept(byte[] entry) throws IOException;
    }

    private LogFiles(Path directory, List<LogFile> files) {
        this.directory = directory;
        this.files = files;
    }

    /** The log files of a directory, which need not exist yet. */
    static LogFiles of(Path directory) throws IOException {
        var files = new ArrayList<LogFile>();
        if (Files.isDirectory(directory)) {
            try (var paths = Files.newDirectoryStream(directory, "log_*")) {
                for (var path : paths) {
                    var file = parse(path);
                    if (file != null) {
                        files.add(file);
                    }
                }
            }
        }
        files.sort(Comparator.comparingLong(LogFile::first));
        return new LogFiles(directory, files);
    }

    /** Whether no entry from {@code index} on is missing before those that are there. */
    boolean reachBackTo(long index) {
        return !files.isEmpty() && files.getFirst().first() <= index;
    }

    /**
     * Reads every file.
     *
     * @param covered the last entry that the snapshot in use contains, -1 for none
     * @param acknowledged an entry that is known to have been applied, -1 for none
     */
    void examine(long covered, long acknowledged) throws IOException {
        var needed = withoutCovered(covered);
        long last = covered;
        for (var file : needed) {
            if (file.first() > last + 1) {
                throw Damage.of(file.path(), "entry " + (last + 1) + " is missing before it");
            }
            if (file != needed.getFirst() && file.first() != last + 1) {
                throw Damage.of(file.path(), "it repeats entries of the file before it");
            }
            last = examine(file, acknowledged);
        }
        if (Math.max(last, covered) < acknowledged) {
            throw Damage.of(
                    files.isEmpty() ? directory : files.getLast().path(),
                    "it ends with entry %d although entry %d was acknowledged"
                            .formatted(last, acknowledged));
        }
    }

    /** Hands on every entry behind {@code covered}, of files that were examined. */
    void replay(long covered, EntryConsumer consumer) throws IOException {
        for (var file : files) {
            try (var content = EntryFile.open(file.path())) {
                int position = EntryFile.HEADER.length;
                for (var entry = content.entryAt(position);
                        entry != null;
                        entry = content.entryAt(entry.end())) {
                    if (entry.index() > covered) {
                        consumer.accept(content.contentOf(entry));
                    }
                }
            }
        }
    }

    /**
     * Drops what a purge that was interrupted has left behind: Ratis deletes the newest file first,
     * and would find a gap.
     */
    private List<LogFile> withoutCovered(long covered) throws IOException {
        int from = 0;
        for (int i = 0; i + 1 < files.size(); i++) {
            var last = files.get(i).last();
            if (last != null && last <= covered && files.get(i + 1).first() > last + 1) {
                from = i + 1;
            }
        }
        for (var left : files.subList(0, from)) {
            LOG.info("{}: removed, a purge had left it", left.path());
            Files.delete(left.path());
        }
        return files.subList(from, files.size());
    }

    /** The last entry of a file. */
    private static long examine(LogFile file, long acknowledged) throws IOException {
        var last = file.last();
        return last == null ? examineOpen(file, acknowledged) : examineClosed(file, last);
    }

    private static long examineClosed(LogFile file, long last) throws IOException {
        try (var content = EntryFile.open(file.path())) {
            if (!content.hasHeader()) {
                throw Damage.of(file.path(), "its header is broken");
            }
            int position = EntryFile.HEADER.length;
            for (long index = file.first(); index <= last; index++) {
                var entry = content.entryAt(position);
                if (entry == null || entry.index() != index) {
                    throw Damage.of(
                            file.path(),
                            "entry " + index + " at byte " + position + " is not whole");
                }
                position = entry.end();
            }
            if (!content.isBlankFrom(position)) {
                throw Damage.of(file.path(), "something follows its last entry");
            }
            return last;
        }
    }

    /** The index of the last whole entry, behind which nothing but zeros is left. */
    private static long examineOpen(LogFile file, long acknowledged) throws IOException {
        long last = file.first() - 1;
        int end = EntryFile.HEADER.length;
        try (var content = EntryFile.open(file.path())) {
            if (!content.hasHeader()) {
                if (content.isBlankFrom(0)) {
                    return last;
                }
                throw Damage.of(file.path(), "its header is broken");
            }
            for (var entry = content.entryAt(end); entry != null; entry = content.entryAt(end)) {
                if (entry.index() != last + 1) {
                    throw Damage.of(file.path(), "entry " + (last + 1) + " is missing in it");
                }
                last = entry.index();
                end = entry.end();
            }
            if (content.isBlankFrom(end)) {
                return last;
            }
            if (last < acknowledged || content.hasWholeEntryAfter(end)) {
                throw Damage.of(
                        file.path(), "entry " + (last + 1) + " at byte " + end + " is not whole");
            }
        }
        LOG.warn("{}: cut off a half-written entry at byte {}", file.path(), end);
        cut(file.path(), end);
        return last;
    }

    private static void cut(Path file, long end) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    private static @Nullable LogFile parse(Path path) {
        var name = String.valueOf(path.getFileName());
        var closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return new LogFile(
                    path, Long.parseLong(closed.group(1)), Long.valueOf(closed.group(2)));
        }
        var open = OPEN.matcher(name);
        return open.matches() ? new LogFile(path, Long.parseLong(open.group(1)), null) : null;
    }
}
