package dev.kaptan.proof.traffic;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.history.Call;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.model.Request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the history of a round; bounded, as clients stop when it is full. */
public final class Recorder {

    private static final int FULL = 50_000;

    private final long origin;
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WatchSession> watches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong newestRevision;

    /**
     * @param origin of the clock that all rounds of a run share
     */
    public Recorder(long origin, long revision) {
        this.origin = origin;
        this.newestRevision = new AtomicLong(revision);
    }

    public long now() {
        return System.nanoTime() - origin;
    }

    /** Calls and writes it down. */
    public Outcome call(
            String name, String member, StoreClient client, Request request, Duration timeout) {
        long start = now();
        var outcome = client.call(request, timeout);
        calls.add(new Call(name, member, request, start, now(), outcome));
        size.incrementAndGet();
        if (outcome instanceof Outcome.Answered(long revision, var answer)) {
            saw(revision);
        }
        return outcome;
    }

    public void add(WatchSession watch) {
        watches.add(watch);
    }

    void saw(long revision) {
        newestRevision.accumulateAndGet(revision, Math::max);
    }

    /** The highest revision that anybody has seen. */
    public long newestRevision() {
        return newestRevision.get();
    }

    boolean isFull() {
        return size.get() >= FULL;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<WatchSession> watches() {
        return List.copyOf(watches);
    }
}
