package dev.kaptan.state.ratis;

import dev.kaptan.state.log.LogException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Refuses writes before the disk is full: once an append has failed for want of room Ratis writes
 * nothing any more, ever. What is under way may need another log file, so room for one must be
 * left; and as others write to the same disk, so much again is held by a file of zeros that is
 * given up as soon as writes are refused. They are accepted again when there is room for both.
 */
final class FreeSpace {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

    /** More than the entries that can be under way. */
    private static final long UNDER_WAY_BYTES = 4 << 20;

    /** Of the reserve, for the small files that Ratis writes anew. */
    private static final long SMALL_FILES_BYTES = 1 << 20;

    private static final int CHUNK = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path directory;
    private final Path reserve;
    private final long segmentBytes;
    private final long reserveBytes;
    private final Gauge gauge;
    private volatile boolean reserved;

    /** How many bytes may still be written below a directory. */
    interface Gauge {
        long usable(Path directory) throws IOException;
    }

    FreeSpace(Path directory, long segmentBytes, Gauge gauge) {
        this.directory = directory;
        this.reserve = directory.resolve("reserve");
        this.segmentBytes = segmentBytes;
        this.reserveBytes = segmentBytes + SMALL_FILES_BYTES;
        this.gauge = gauge;
    }

    /**
     * Asked before every entry: a {@link java.nio.file.FileStore} would read the table of mounts
     * each time, which takes as long as a disk sync.
     */
    static long usable(Path directory) throws IOException {
        long usable = directory.toFile().getUsableSpace();
        if (usable == 0 && !Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return usable;
    }

    /** Makes the reserve, or gives it up where the start itself needs the room. */
    void begin() throws IOException {
        Files.createDirectories(directory);
        lock.lock();
        try {
            reserved = Files.exists(reserve) && Files.size(reserve) == reserveBytes;
            if (reserved && free() < needed()) {
                giveUp();
            } else if (!reserved && free() >= needed() + reserveBytes) {
                make();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws {@link LogException} where the next entry might find the disk full. */
    void require() {
        try {
            if (!hasRoomFor(0)) {
                throw LogException.noSpace();
            }
        } catch (IOException e) {
            throw LogException.stopped(e);
        }
    }

    /**
     * To be called before entries that nobody asked for, as a new leader writes one into a new log
     * file: gives up the reserve where it needs the room.
     */
    void prepare() {
        lock.lock();
        try {
            giveUpIfNeeded();
        } catch (IOException e) {
            LOG.warn("{}: how much room is left cannot be told", directory, e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether writes are accepted, and so many bytes fit beside what is under way. */
    boolean hasRoomFor(long bytes) throws IOException {
        long free = free();
        if (reserved && free >= needed()) {
            return free >= needed() + bytes;
        }
        return accepts() && free() >= needed() + bytes;
    }

    /** Whether a snapshot of about so many bytes leaves enough room. */
    boolean allows(long bytes) throws IOException {
        return free() >= needed() + bytes;
    }

    private boolean accepts() throws IOException {
        lock.lock();
        try {
            if (reserved) {
                giveUpIfNeeded();
            } else if (free() >= needed() + reserveBytes) {
                make();
                LOG.info("{}: there is room again, writes are accepted", directory);
            }
            return reserved;
        } finally {
            lock.unlock();
        }
    }

    private long free() throws IOException {
        return gauge.usable(directory);
    }

    private long needed() {
        return segmentBytes + UNDER_WAY_BYTES;
    }

    private void giveUpIfNeeded() throws IOException {
        long free = free();
        if (reserved && free < needed()) {
            giveUp();
            LOG.error(
                    "{}: {} MB are left on this disk, writes are refused until there are {} MB;"
                            + " make room",
                    directory,
                    free >> 20,
                    (needed() + reserveBytes) >> 20);
        }
    }

    private void giveUp() throws IOException {
        reserved = false;
        Files.deleteIfExists(reserve);
    }

    private void make() throws IOException {
        try (var out =
                Files.newOutputStream(
                        reserve,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var zeros = new byte[CHUNK];
            for (long left = reserveBytes; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
            reserved = true;
        } catch (IOException full) {
            LOG.debug("no reserve was made", full);
            giveUp();
        }
    }
}
