package dev.kaptan.state.ratis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process, or a second member in this one, out of a data directory. */
public final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    /**
     * @throws FileSystemException if the directory is in use
     */
    public DirectoryLock(Path directory) throws IOException {
        channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked()) {
            channel.close();
            throw new FileSystemException(directory.toString(), null, "is used by another process");
        }
    }

    /** The system frees the lock when the process dies, however it dies. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean locked() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
