package dev.kaptan.state.ratis;

import org.apache.ratis.util.AwaitForSignal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a signal that comes while nobody waits. Ratis' own forgets it, so that an entry which is
 * appended between the look for entries and the wait is sent with the next heartbeat only.
 */
final class StickySignal extends AwaitForSignal {

    private final Semaphore signals = new Semaphore(0);

    StickySignal() {
        super("entries or commits");
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        boolean signalled = signals.tryAcquire(Math.max(0, time), unit);
        signals.drainPermits();
        return signalled;
    }

    @Override
    public void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }
}
