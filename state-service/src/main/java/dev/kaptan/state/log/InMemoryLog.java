package dev.kaptan.state.log;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** A log of one member whose disk is an object: for tests and for clusters that may forget. */
public final class InMemoryLog<R> implements ReplicatedLog<R> {

    /** What outlives a restart. */
    public static final class Disk {
        private byte @Nullable [] snapshot;
        private long snapshotIndex;
        private final List<byte[]> entries = new ArrayList<>();
    }

    private static final LogStatus.Member SELF =
            new LogStatus.Member(1, "memory", "http://localhost:2380", List.of(), false);

    private final ReentrantLock lock = new ReentrantLock();
    private final ReplicatedMachine<R> machine;
    private final Disk disk;
    private volatile boolean closed;

    /** Brings the machine to the state that the disk describes. */
    public InMemoryLog(ReplicatedMachine<R> machine, Disk disk) {
        this.machine = machine;
        this.disk = disk;
        if (disk.snapshot != null) {
            try {
                machine.restore(new ByteArrayInputStream(disk.snapshot));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        disk.entries.forEach(machine::apply);
    }

    @Override
    public R append(byte[] entry) {
        lock.lock();
        try {
            requireOpen();
            disk.entries.add(entry.clone());
            return machine.apply(entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<R> submit(byte[] entry) {
        return CompletableFuture.completedFuture(append(entry));
    }

    @Override
    public void barrier() {
        requireOpen();
    }

    @Override
    public CompletableFuture<Void> submitBarrier() {
        requireOpen();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void snapshot() {
        lock.lock();
        try {
            var bytes = new ByteArrayOutputStream();
            machine.freeze().writeTo(bytes);
            disk.snapshot = bytes.toByteArray();
            disk.snapshotIndex += disk.entries.size();
            disk.entries.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LogStatus status() {
        lock.lock();
        try {
            long index = disk.snapshotIndex + disk.entries.size();
            return new LogStatus(1, SELF, SELF.id(), 1, index, List.of(SELF));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean works() {
        return !closed;
    }

    @Override
    public Membership membership() {
        return Membership.fixed();
    }

    @Override
    public byte[] askLeader(byte[] question) {
        requireOpen();
        return machine.answer(question);
    }

    @Override
    public long term() {
        return 1;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public void close() {
        lock.lock();
        closed = true;
        lock.unlock();
    }

    private void requireOpen() {
        if (closed) {
            throw LogException.stopped(new IllegalStateException("closed"));
        }
    }
}
