package dev.kaptan.proof.traffic;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.client.WatchStream;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.history.Delivery;
import dev.kaptan.proof.history.WatchSession;
import dev.kaptan.proof.history.WatchSession.Filter;
import dev.kaptan.proof.model.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Watches, loses its connection or drops it, and resumes after the last revision that it has seen,
 * at any member. It ends when it has everything up to the revision that it is told.
 */
public final class Watcher implements Runnable {

    private static final long POLL_MILLIS = 200;

    /** A stream that says nothing for so long, though asked for progress, may be cut off. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(3);

    private final String name;
    private final Sight sight;
    private final List<Member> members;
    private final Recorder recorder;
    private final SplittableRandom random;
    private final Span span;
    private long next;
    private int asked;
    private volatile long goal = Long.MAX_VALUE;
    private volatile boolean complete;
    private volatile boolean abandoned;

    /**
     * @param members to watch at, in turn
     * @param next first revision to watch from
     */
    public Watcher(
            String name,
            Span span,
            Sight sight,
            List<Member> members,
            long next,
            Recorder recorder,
            SplittableRandom random) {
        this.name = name;
        this.span = span;
        this.sight = sight;
        this.members = members;
        this.next = next;
        this.recorder = recorder;
        this.random = random;
    }

    /** What is asked for, and whether the watcher drops connections of its own accord. */
    public record Sight(Filter filter, boolean previous, boolean restless) {}

    public String name() {
        return name;
    }

    /** Lets it end once it has everything up to the revision. */
    public void finishAt(long revision) {
        goal = revision;
    }

    public boolean isComplete() {
        return complete;
    }

    /** Lets it end with what it has. */
    public void abandon() {
        abandoned = true;
    }

    @Override
    public void run() {
        try {
            while (!complete && !abandoned) {
                watchOnce(members.get(asked));
                asked = (asked + 1) % members.size();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchOnce(Member member) throws InterruptedException {
        long start = next;
        var deliveries = new ArrayList<Delivery>();
        var wanted = new WatchStream.Wanted(span, start, sight.filter(), sight.previous());
        try (var client = new StoreClient(member.port());
                var stream = new WatchStream(client, recorder::now, wanted)) {
            follow(stream, deliveries);
        }
        if (!deliveries.isEmpty()) {
            recorder.add(
                    new WatchSession(
                            name,
                            member.name(),
                            span,
                            start,
                            sight.filter(),
                            sight.previous(),
                            complete ? goal : 0,
                            deliveries));
        }
    }

    private void follow(WatchStream stream, List<Delivery> deliveries) throws InterruptedException {
        long heard = recorder.now();
        long limit = sight.restless() ? 1 + random.nextInt(60) : Integer.MAX_VALUE;
        while (!abandoned && !stream.hasEnded() && deliveries.size() < limit) {
            var delivery = stream.poll(POLL_MILLIS);
            if (delivery == null) {
                if (recorder.now() - heard > SILENCE) {
                    return;
                }
                stream.requestProgress();
                continue;
            }
            heard = recorder.now();
            deliveries.add(delivery);
            if (advance(delivery)) {
                return;
            }
        }
    }

    /** Whether the watch is over. */
    private boolean advance(Delivery delivery) {
        switch (delivery) {
            case Delivery.Created created -> {}
            case Delivery.Events(long at, var changes) ->
                    next = Math.max(next, changes.getLast().revision() + 1);
            case Delivery.Progress(long at, long revision) -> next = Math.max(next, revision + 1);
            case Delivery.Canceled(long at, long compacted, var reason) -> {
                next = Math.max(next, compacted);
                return true;
            }
        }
        recorder.saw(next - 1);
        // Only a promise counts: an event may be one of several that are still to come.
        complete = next > goal;
        return complete;
    }
}
