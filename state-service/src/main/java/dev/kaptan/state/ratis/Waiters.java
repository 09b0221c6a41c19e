package dev.kaptan.state.ratis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What other members wait for, as the leader knows it: their proposals to be applied there, and the
 * entries that their reads must see.
 */
final class Waiters {

    private final AtomicInteger proposals = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong(-1);
    private final List<CommitTeller> tellers = new CopyOnWriteArrayList<>();

    void add(CommitTeller teller) {
        tellers.add(teller);
    }

    void remove(CommitTeller teller) {
        tellers.remove(teller);
    }

    /**
     * Another member's proposal, which may be committed at any moment until its stage ends.
     *
     * @param proposal begins it
     * @param committed what is committed when it has ended
     */
    <T> CompletionStage<T> proposal(Supplier<CompletionStage<T>> proposal, LongSupplier committed) {
        proposals.incrementAndGet();
        return proposal.get()
                .whenComplete((fate, failure) -> {
                    want(committed.getAsLong());
                    proposals.decrementAndGet();
                });
    }

    /** Another member waits until it has applied that entry. */
    void read(long index) {
        want(index);
        for (var teller : tellers) {
            if (teller.told() < index) {
                teller.notifyLogAppender();
            }
        }
    }

    /** Whether somebody may wait for what comes after an entry. */
    boolean waitBeyond(long index) {
        return proposals.get() > 0 || wanted.get() > index;
    }

    private void want(long index) {
        wanted.accumulateAndGet(index, Math::max);
    }
}
