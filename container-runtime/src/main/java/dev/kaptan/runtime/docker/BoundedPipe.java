package dev.kaptan.runtime.docker;

import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes bytes from one thread to another; the writer waits while it is full. What is written after
 * the reader has gone is dropped, so that a stream nobody reads holds no other up.
 */
final class BoundedPipe {

    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] buffer = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean ended;
    private boolean abandoned;

    void write(byte[] bytes) {
        for (int written = 0; written < bytes.length; ) {
            written += writeSome(bytes, written);
        }
    }

    private int writeSome(byte[] bytes, int offset) {
        lock.lock();
        try {
            while (count == CAPACITY && !abandoned) {
                changed.awaitUninterruptibly();
            }
            if (abandoned) {
                return bytes.length - offset;
            }
            int end = (start + count) % CAPACITY;
            int room = Math.min(CAPACITY - count, CAPACITY - end);
            int length = Math.min(bytes.length - offset, room);
            System.arraycopy(bytes, offset, buffer, end, length);
            count += length;
            changed.signalAll();
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** The reader gets what is left, then end-of-file. */
    void end() {
        locked(() -> ended = true);
    }

    private void abandon() {
        locked(() -> abandoned = true);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int readSome(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            while (count == 0 && !ended && !abandoned) {
                changed.awaitUninterruptibly();
            }
            if (count == 0 || abandoned) {
                return -1;
            }
            int taken = Math.min(length, Math.min(count, CAPACITY - start));
            System.arraycopy(buffer, start, bytes, offset, taken);
            start = (start + taken) % CAPACITY;
            count -= taken;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length == 0 ? 0 : readSome(bytes, offset, length);
            }

            @Override
            public void close() {
                abandon();
            }
        };
    }
}
