package dev.kaptan.proof.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which way bytes may go between members and clients. A cut way holds bytes back, as a broken cable
 * does: who waits for an answer hears nothing, and what was sent may arrive after the cut is
 * healed.
 */
public final class Network {

    /** The name of whoever is no member. */
    public static final String CLIENTS = "clients";

    /** The name of what members may keep their data in. */
    public static final String DATABASE = "database";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Way, Long> delays = new HashMap<>();
    private final Set<Way> cuts = new java.util.HashSet<>();

    public void cut(String from, String to) {
        change(() -> cuts.add(new Way(from, to)));
    }

    public void delay(String from, String to, long millis) {
        change(() -> delays.put(new Way(from, to), millis));
    }

    public void heal() {
        change(() -> {
            cuts.clear();
            delays.clear();
        });
    }

    /** Returns when bytes may go on. */
    void pass(String from, String to) throws InterruptedException {
        var way = new Way(from, to);
        long delay;
        lock.lockInterruptibly();
        try {
            while (cuts.contains(way)) {
                changed.await();
            }
            delay = delays.getOrDefault(way, 0L);
        } finally {
            lock.unlock();
        }
        TimeUnit.MILLISECONDS.sleep(delay);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private record Way(String from, String to) {}
}
